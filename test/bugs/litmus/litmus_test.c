// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Litmus tests: small programs of two to four tasks whose outcomes say what a memory model allows. A case fails in a
 * schedule in which the outcome of its name is seen. Names: the test's, and what orders its accesses.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>

static int x, y, z, r[4];
static int *pointer;

struct litmus_task {
	void (*fn)(void);
	struct completion *ended;
};

static int litmus_run(void *data)
{
	struct litmus_task *t = data;

	t->fn();
	complete(t->ended);
	return 0;
}

static void litmus(struct kunit *test, void (*const *fns)(void), int nr)
{
	DECLARE_COMPLETION_ONSTACK(ended);
	struct litmus_task tasks[4];

	x = y = z = 0;
	pointer = NULL;
	for (int i = 0; i < 4; i++)
		r[i] = -1;
	for (int i = 0; i < nr; i++) {
		tasks[i] = (struct litmus_task){ fns[i], &ended };
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, kthread_run_on_cpu(litmus_run, &tasks[i], i + 1, "P%u"));
	}
	for (int i = 0; i < nr; i++)
		wait_for_completion(&ended);
}

#define W(var, value) WRITE_ONCE(var, value)
#define R(i, var) WRITE_ONCE(r[i], READ_ONCE(var))
#define ACQUIRE(i, var) WRITE_ONCE(r[i], smp_load_acquire(&(var)))
#define RELEASE(var, value) smp_store_release(&(var), value)
#define TASK(name, ...) static void name(void) { __VA_ARGS__; }
#define LITMUS(name, outcome, ...) \
	static void name(struct kunit *test) \
	{ \
		void (*const fns[])(void) = { __VA_ARGS__ }; \
\
		litmus(test, fns, ARRAY_SIZE(fns)); \
		KUNIT_EXPECT_FALSE(test, outcome); \
	}

/* Store buffering. */
TASK(sb0, W(x, 1); R(0, y))
TASK(sb1, W(y, 1); R(1, x))
TASK(sb0_mb, W(x, 1); smp_mb(); R(0, y))
TASK(sb1_mb, W(y, 1); smp_mb(); R(1, x))
#define SB_OUTCOME r[0] == 0 && r[1] == 0
LITMUS(sb, SB_OUTCOME, sb0, sb1)
LITMUS(sb_mb_once, SB_OUTCOME, sb0_mb, sb1)
LITMUS(sb_mb, SB_OUTCOME, sb0_mb, sb1_mb)

/* Message passing. */
TASK(mp0, W(x, 1); W(y, 1))
TASK(mp0_wmb, W(x, 1); smp_wmb(); W(y, 1))
TASK(mp0_release, W(x, 1); RELEASE(y, 1))
TASK(mp0_pointer, W(x, 1); rcu_assign_pointer(pointer, &x))
TASK(mp1, R(0, y); R(1, x))
TASK(mp1_rmb, R(0, y); smp_rmb(); R(1, x))
TASK(mp1_acquire, ACQUIRE(0, y); R(1, x))
TASK(mp1_pointer, int *p = rcu_dereference_raw(pointer); if (p) { W(r[0], 1); R(1, *p); })
#define MP_OUTCOME r[0] == 1 && r[1] == 0
LITMUS(mp, MP_OUTCOME, mp0, mp1)
LITMUS(mp_wmb, MP_OUTCOME, mp0_wmb, mp1)
LITMUS(mp_rmb, MP_OUTCOME, mp0, mp1_rmb)
LITMUS(mp_wmb_rmb, MP_OUTCOME, mp0_wmb, mp1_rmb)
LITMUS(mp_release_acquire, MP_OUTCOME, mp0_release, mp1_acquire)
LITMUS(mp_pointer, MP_OUTCOME, mp0_pointer, mp1_pointer)

/* Load buffering: loads are not late, so that it is not seen without barriers either. */
TASK(lb0, R(0, x); W(y, 1))
TASK(lb1, R(1, y); W(x, 1))
LITMUS(lb, r[0] == 1 && r[1] == 1, lb0, lb1)

TASK(r0, W(x, 1); W(y, 1))
TASK(r1, W(y, 2); R(0, x))
TASK(r0_mb, W(x, 1); smp_mb(); W(y, 1))
TASK(r1_mb, W(y, 2); smp_mb(); R(0, x))
LITMUS(r_none, y == 2 && r[0] == 0, r0, r1)
LITMUS(r_mb, y == 2 && r[0] == 0, r0_mb, r1_mb)

TASK(s0, W(x, 2); W(y, 1))
TASK(s0_wmb, W(x, 2); smp_wmb(); W(y, 1))
TASK(s1, R(0, y); W(x, 1))
LITMUS(s, x == 2 && r[0] == 1, s0, s1)
LITMUS(s_wmb, x == 2 && r[0] == 1, s0_wmb, s1)

TASK(w0, W(x, 1); W(y, 2))
TASK(w1, W(y, 1); W(x, 2))
TASK(w0_wmb, W(x, 1); smp_wmb(); W(y, 2))
TASK(w1_wmb, W(y, 1); smp_wmb(); W(x, 2))
LITMUS(w22, x == 1 && y == 1, w0, w1)
LITMUS(w22_wmb, x == 1 && y == 1, w0_wmb, w1_wmb)

/* One task sees a store of another, and tells a third. */
TASK(wrc0, W(x, 1))
TASK(wrc1, R(0, x); W(y, 1))
TASK(wrc2, R(1, y); R(2, x))
TASK(wrc1_release, R(0, x); RELEASE(y, 1))
TASK(wrc2_acquire, ACQUIRE(1, y); R(2, x))
#define WRC_OUTCOME r[0] == 1 && r[1] == 1 && r[2] == 0
LITMUS(wrc, WRC_OUTCOME, wrc0, wrc1, wrc2)
LITMUS(wrc_release_acquire, WRC_OUTCOME, wrc0, wrc1_release, wrc2_acquire)

TASK(isa0, W(x, 1); W(y, 1))
TASK(isa1, R(0, y); W(z, 1))
TASK(isa2, R(1, z); R(2, x))
TASK(isa0_release, W(x, 1); RELEASE(y, 1))
TASK(isa1_both, ACQUIRE(0, y); RELEASE(z, 1))
TASK(isa2_acquire, ACQUIRE(1, z); R(2, x))
LITMUS(isa, WRC_OUTCOME, isa0, isa1, isa2)
LITMUS(isa_release_acquire, WRC_OUTCOME, isa0_release, isa1_both, isa2_acquire)

/* Two readers see two independent writes in different orders. */
TASK(iriw0, W(x, 1))
TASK(iriw1, W(y, 1))
TASK(iriw2, R(0, x); R(1, y))
TASK(iriw3, R(2, y); R(3, x))
TASK(iriw2_mb, R(0, x); smp_mb(); R(1, y))
TASK(iriw3_mb, R(2, y); smp_mb(); R(3, x))
#define IRIW_OUTCOME r[0] == 1 && r[1] == 0 && r[2] == 1 && r[3] == 0
LITMUS(iriw, IRIW_OUTCOME, iriw0, iriw1, iriw2, iriw3)
LITMUS(iriw_mb, IRIW_OUTCOME, iriw0, iriw1, iriw2_mb, iriw3_mb)

/* A place's values come in one order. */
TASK(coherent0, W(x, 1); W(x, 2))
TASK(coherent1, R(0, x); R(1, x))
LITMUS(coherent, r[0] > r[1], coherent0, coherent1)

static struct kunit_case cases[] = {
	KUNIT_CASE(sb), KUNIT_CASE(sb_mb_once), KUNIT_CASE(sb_mb), KUNIT_CASE(mp), KUNIT_CASE(mp_wmb), KUNIT_CASE(mp_rmb),
	KUNIT_CASE(mp_wmb_rmb), KUNIT_CASE(mp_release_acquire), KUNIT_CASE(mp_pointer), KUNIT_CASE(lb), KUNIT_CASE(r_none),
	KUNIT_CASE(r_mb), KUNIT_CASE(s), KUNIT_CASE(s_wmb), KUNIT_CASE(w22), KUNIT_CASE(w22_wmb), KUNIT_CASE(wrc),
	KUNIT_CASE(wrc_release_acquire), KUNIT_CASE(isa), KUNIT_CASE(isa_release_acquire), KUNIT_CASE(iriw),
	KUNIT_CASE(iriw_mb), KUNIT_CASE(coherent), {}
};
static struct kunit_suite suite = { .name = "litmus", .test_cases = cases };
kunit_test_suite(suite);
MODULE_LICENSE("GPL");
