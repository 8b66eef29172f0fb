/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * C++: min(), max(), clamp() and swap() are templates, so that the standard library's members
 * and functions of these names can be declared; where both fit, the library's are the better match.
 */
#ifndef KTEST_PLAIN_MINMAX_CXX_H
#define KTEST_PLAIN_MINMAX_CXX_H

extern "C++" {
template <class T, class U> inline auto min(T x, U y) -> decltype(true ? T(x) : U(y)) { return x < y ? x : y; }
template <class T, class U> inline auto max(T x, U y) -> decltype(true ? T(x) : U(y)) { return x > y ? x : y; }
template <class T, class U, class V> inline T clamp(T value, U low, V high)
{
	return value > high ? high : value < low ? low : value;
}
template <class T, class U> inline void swap(T &a, U &b)
{
	T former = a;

	a = b;
	b = former;
}
}

#endif
