// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Linear ranges: selectors min_sel … max_sel stand for min, min + step, … */
#ifndef KTEST_LIB_LINEAR_RANGE_C
#define KTEST_LIB_LINEAR_RANGE_C

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/linear_range.h>

KTEST_DEF unsigned int linear_range_values_in_range(const struct linear_range *r)
{
	return r ? r->max_sel - r->min_sel + 1 : 0;
}

KTEST_DEF unsigned int linear_range_values_in_range_array(const struct linear_range *r, int ranges)
{
	unsigned int sum = 0;
	int i;

	for (i = 0; i < ranges; i++)
		sum += linear_range_values_in_range(&r[i]);
	return sum;
}

KTEST_DEF unsigned int linear_range_get_max_value(const struct linear_range *r)
{
	return r->min + (r->max_sel - r->min_sel) * r->step;
}

KTEST_DEF int linear_range_get_value(const struct linear_range *r, unsigned int selector,
				  unsigned int *val)
{
	if (selector < r->min_sel || selector > r->max_sel)
		return -EINVAL;
	*val = r->min + (selector - r->min_sel) * r->step;
	return 0;
}

KTEST_DEF int linear_range_get_value_array(const struct linear_range *r, int ranges,
					unsigned int selector, unsigned int *val)
{
	int i;

	for (i = 0; i < ranges; i++)
		if (!linear_range_get_value(&r[i], selector, val))
			return 0;
	return -EINVAL;
}

/* The selector of the largest value that is not above val. */
KTEST_DEF int linear_range_get_selector_low(const struct linear_range *r, unsigned int val,
					 unsigned int *selector, bool *found)
{
	*found = false;
	if (r->min > val)
		return -EINVAL;
	if (linear_range_get_max_value(r) < val) {
		*selector = r->max_sel;
		return 0;
	}
	*found = true;
	*selector = r->step ? (val - r->min) / r->step + r->min_sel : r->min_sel;
	return 0;
}

KTEST_DEF int linear_range_get_selector_low_array(const struct linear_range *r, int ranges,
					       unsigned int val, unsigned int *selector,
					       bool *found)
{
	int ret = -EINVAL;
	int i;

	for (i = 0; i < ranges; i++) {
		int err = linear_range_get_selector_low(&r[i], val, selector, found);

		if (!err)
			ret = 0;
		if (*found)
			break;
	}
	return ret;
}

/* The selector of the smallest value that is not below val. */
KTEST_DEF int linear_range_get_selector_high(const struct linear_range *r, unsigned int val,
					  unsigned int *selector, bool *found)
{
	*found = false;
	if (linear_range_get_max_value(r) < val)
		return -EINVAL;
	if (r->min > val) {
		*selector = r->min_sel;
		return 0;
	}
	*found = true;
	*selector = r->step ? DIV_ROUND_UP(val - r->min, r->step) + r->min_sel : r->max_sel;
	return 0;
}

KTEST_DEF void linear_range_get_selector_within(const struct linear_range *r, unsigned int val,
					     unsigned int *selector)
{
	if (r->min > val)
		*selector = r->min_sel;
	else if (linear_range_get_max_value(r) < val)
		*selector = r->max_sel;
	else
		*selector = r->step ? (val - r->min) / r->step + r->min_sel : r->min_sel;
}

#endif
