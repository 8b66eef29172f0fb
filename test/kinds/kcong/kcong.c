// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <net/tcp.h>

static void kcong_avoid(struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (tcp_is_cwnd_limited(sk))
		tcp_cong_avoid_ai(tp, tcp_snd_cwnd(tp), acked);
}

static struct tcp_congestion_ops kcong = {
	.name = "kcong",
	.owner = THIS_MODULE,
	.ssthresh = tcp_reno_ssthresh,
	.undo_cwnd = tcp_reno_undo_cwnd,
	.cong_avoid = kcong_avoid,
};

static int __init kcong_init(void)
{
	return tcp_register_congestion_control(&kcong);
}

static void __exit kcong_exit(void)
{
	tcp_unregister_congestion_control(&kcong);
}

module_init(kcong_init);
module_exit(kcong_exit);
MODULE_LICENSE("GPL");
