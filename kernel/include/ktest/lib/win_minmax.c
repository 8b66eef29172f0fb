// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The best three samples of a window, each later than the one before: when the best leaves the
 * window, the next takes its place.
 */
#ifndef KTEST_LIB_WIN_MINMAX_C
#define KTEST_LIB_WIN_MINMAX_C

#include <linux/win_minmax.h>

/* `least` asks for the lowest value: then all comparisons turn around. */
static inline u32 minmax_running(struct minmax *m, u32 win, struct minmax_sample val, bool least)
{
	const u32 turn = least ? ~0u : 0;
	struct minmax_sample *s = m->s;
	u32 age;

	if ((val.v ^ turn) >= (s[0].v ^ turn) || val.t - s[2].t > win)
		return minmax_reset(m, val.t, val.v);
	if ((val.v ^ turn) >= (s[1].v ^ turn))
		s[2] = s[1] = val;
	else if ((val.v ^ turn) >= (s[2].v ^ turn))
		s[2] = val;

	age = val.t - s[0].t;
	if (age > win) {
		/* The second best may be too old, too. */
		int i;

		for (i = 0; i < 2 && val.t - s[0].t > win; i++) {
			s[0] = s[1];
			s[1] = s[2];
			s[2] = val;
		}
	} else if (s[1].t == s[0].t && age > win / 4) {
		/* The other two are to come of later parts of the window. */
		s[2] = s[1] = val;
	} else if (s[2].t == s[1].t && age > win / 2) {
		s[2] = val;
	}
	return s[0].v;
}

KTEST_DEF u32 minmax_running_max(struct minmax *m, u32 win, u32 t, u32 meas)
{
	struct minmax_sample val = { t, meas };

	return minmax_running(m, win, val, false);
}

KTEST_DEF u32 minmax_running_min(struct minmax *m, u32 win, u32 t, u32 meas)
{
	struct minmax_sample val = { t, meas };

	return minmax_running(m, win, val, true);
}

#endif
