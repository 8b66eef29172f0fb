/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Ranges of values at equal steps.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LINEAR_RANGE_H
#define KTEST_LINUX_LINEAR_RANGE_H
#include <ktest/open.h>

#include <linux/types.h>

struct linear_range { unsigned int min, min_sel, max_sel, step; };
#define LINEAR_RANGE(_min, _min_sel, _max_sel, _step) \
	{ .min = _min, .min_sel = _min_sel, .max_sel = _max_sel, .step = _step, }
#define LINEAR_RANGE_IDX(_idx, _min, _min_sel, _max_sel, _step) \
	[_idx] = LINEAR_RANGE(_min, _min_sel, _max_sel, _step)
KTEST_FN unsigned int linear_range_values_in_range(const struct linear_range *r);
KTEST_FN unsigned int linear_range_values_in_range_array(const struct linear_range *r, int ranges);
KTEST_FN unsigned int linear_range_get_max_value(const struct linear_range *r);
KTEST_FN int linear_range_get_value(const struct linear_range *r, unsigned int selector, unsigned int *val);
KTEST_FN int linear_range_get_value_array(const struct linear_range *r, int ranges, unsigned int selector,
				 unsigned int *val);
KTEST_FN int linear_range_get_selector_low(const struct linear_range *r, unsigned int val,
				  unsigned int *selector, bool *found);
KTEST_FN int linear_range_get_selector_high(const struct linear_range *r, unsigned int val,
				   unsigned int *selector, bool *found);
KTEST_FN void linear_range_get_selector_within(const struct linear_range *r, unsigned int val,
				      unsigned int *selector);
KTEST_FN int linear_range_get_selector_low_array(const struct linear_range *r, int ranges,
					unsigned int val, unsigned int *selector, bool *found);

#include <ktest/close.h>
#endif
