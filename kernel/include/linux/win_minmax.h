/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The highest or lowest of what was measured in the last `win` ticks, by three samples.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_WIN_MINMAX_H
#define KTEST_LINUX_WIN_MINMAX_H
#include <ktest/open.h>

#include <linux/types.h>

struct minmax_sample {
	u32 t; /* when */
	u32 v;
};
struct minmax {
	struct minmax_sample s[3];
};

static inline u32 minmax_get(const struct minmax *m) { return m->s[0].v; }
static inline u32 minmax_reset(struct minmax *m, u32 t, u32 meas)
{
	struct minmax_sample val = { t, meas };

	m->s[2] = m->s[1] = m->s[0] = val;
	return meas;
}

/* Both return the value that holds now. */
KTEST_FN u32 minmax_running_max(struct minmax *m, u32 win, u32 t, u32 meas);
KTEST_FN u32 minmax_running_min(struct minmax *m, u32 win, u32 t, u32 meas);

#include <ktest/close.h>
#endif
