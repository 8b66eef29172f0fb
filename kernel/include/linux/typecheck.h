/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Compile-time type comparison.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TYPECHECK_H
#define KTEST_LINUX_TYPECHECK_H

#define typecheck(type, x) \
	({ \
		type ktest_dummy; \
		typeof(x) ktest_dummy2; \
		(void)(&ktest_dummy == &ktest_dummy2); \
		1; \
	})
#define typecheck_fn(type, function) \
	({ typeof(type) ktest_fn = function; (void)ktest_fn; })
#define typecheck_pointer(x) \
	({ \
		typeof(x) ktest_pointer; \
		(void)sizeof(*ktest_pointer); \
		1; \
	})

#endif
