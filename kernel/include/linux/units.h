/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Prefixes of units, all above 1: a divisor, too. Temperatures.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UNITS_H
#define KTEST_LINUX_UNITS_H
#include <ktest/open.h>

#include <linux/bits.h>
#include <linux/math.h>

#define DECA 10UL
#define HECTO 100UL
#define KILO 1000UL
#define MEGA 1000000UL
#define GIGA 1000000000UL
#define TERA 1000000000000ULL
#define PETA 1000000000000000ULL
#define DECI DECA
#define CENTI HECTO
#define MILLI KILO
#define MICRO MEGA
#define NANO GIGA
#define PICO TERA
#define FEMTO PETA

#define HZ_PER_KHZ KILO
#define HZ_PER_MHZ MEGA
#define KHZ_PER_MHZ KILO
#define KHZ_PER_GHZ MEGA
#define MILLIHZ_PER_HZ KILO
#define MICROHZ_PER_HZ MEGA
#define NANOHZ_PER_HZ GIGA
#define MILLIWATT_PER_WATT KILO
#define MICROWATT_PER_MILLIWATT KILO
#define MICROWATT_PER_WATT MEGA
#define BYTES_PER_KBIT (KILO / BITS_PER_BYTE)
#define BYTES_PER_MBIT (MEGA / BITS_PER_BYTE)
#define BYTES_PER_GBIT (GIGA / BITS_PER_BYTE)

#define ABSOLUTE_ZERO_MILLICELSIUS (-273150)
#define MILLIDEGREE_PER_DEGREE 1000
#define MILLIDEGREE_PER_DECIDEGREE 100

static inline long milli_kelvin_to_millicelsius(long t) { return t + ABSOLUTE_ZERO_MILLICELSIUS; }
static inline long millicelsius_to_milli_kelvin(long t) { return t - ABSOLUTE_ZERO_MILLICELSIUS; }

/* Whole degrees are the nearest ones; half way, away from 0. */
static inline long kelvin_to_celsius(long t) { return t - 273; }
static inline long celsius_to_kelvin(long t) { return t + 273; }
static inline long millicelsius_to_kelvin(long t)
{
	return DIV_ROUND_CLOSEST(millicelsius_to_milli_kelvin(t), MILLIDEGREE_PER_DEGREE);
}
static inline long deci_kelvin_to_celsius(long t)
{
	return DIV_ROUND_CLOSEST(milli_kelvin_to_millicelsius(t * MILLIDEGREE_PER_DECIDEGREE), MILLIDEGREE_PER_DEGREE);
}
static inline long celsius_to_deci_kelvin(long t)
{
	return DIV_ROUND_CLOSEST(millicelsius_to_milli_kelvin(t * MILLIDEGREE_PER_DEGREE), MILLIDEGREE_PER_DECIDEGREE);
}
/* With an offset in millikelvins or millidegrees that takes the place of 273150. */
static inline long deci_kelvin_to_millicelsius_with_offset(long t, long offset)
{
	return t * MILLIDEGREE_PER_DECIDEGREE - offset;
}
static inline long deci_kelvin_to_millicelsius(long t)
{
	return milli_kelvin_to_millicelsius(t * MILLIDEGREE_PER_DECIDEGREE);
}
static inline long millicelsius_to_deci_kelvin(long t)
{
	return DIV_ROUND_CLOSEST(millicelsius_to_milli_kelvin(t), MILLIDEGREE_PER_DECIDEGREE);
}
static inline long kelvin_to_millicelsius(long t) { return milli_kelvin_to_millicelsius(t * MILLIDEGREE_PER_DEGREE); }

#include <ktest/close.h>
#endif
