/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Where a program may include libc's <sys/socket.h>, before or after: its structures, and those names of
 * linux/socket.h that it lacks. A message's data is libc's msg_iov, for there is one struct msghdr only.
 */
#ifndef KTEST_PLAIN_SOCKET_H
#define KTEST_PLAIN_SOCKET_H

#include <sys/socket.h>
#include <linux/types.h>

struct user_msghdr {
	void *msg_name;
	int msg_namelen;
	struct iovec *msg_iov;
	__kernel_size_t msg_iovlen;
	void *msg_control;
	__kernel_size_t msg_controllen;
	unsigned int msg_flags;
};
#ifndef __USE_GNU
struct mmsghdr {
	struct msghdr msg_hdr;
	unsigned int msg_len;
};
struct ucred { __u32 pid, uid, gid; };
#define SCM_CREDENTIALS 0x02
#endif

#define CMSG_USER_DATA(cmsg) ((void *)CMSG_DATA(cmsg))
#define CMSG_OK(mhdr, cmsg) \
	((cmsg)->cmsg_len >= sizeof(struct cmsghdr) && \
	 (cmsg)->cmsg_len <= (unsigned long)((mhdr)->msg_controllen - ((char *)(cmsg) - (char *)(mhdr)->msg_control)))
#define for_each_cmsghdr(cmsg, msg) for (cmsg = CMSG_FIRSTHDR(msg); cmsg; cmsg = CMSG_NXTHDR(msg, cmsg))

#ifndef MSG_CMSG_COMPAT
#define MSG_CMSG_COMPAT 0x80000000
#endif
#ifndef MSG_EOF
#define MSG_EOF MSG_FIN
#endif
#ifndef MSG_NO_SHARED_FRAGS
#define MSG_NO_SHARED_FRAGS 0x80000
#endif
#ifndef MSG_PROBE
#define MSG_PROBE 0x10
#endif
#ifndef MSG_SENDPAGE_DECRYPTED
#define MSG_SENDPAGE_DECRYPTED 0x100000
#endif
#ifndef MSG_SENDPAGE_NOPOLICY
#define MSG_SENDPAGE_NOPOLICY 0x10000
#endif
#ifndef MSG_SOCK_DEVMEM
#define MSG_SOCK_DEVMEM 0x2000000
#endif
#ifndef MSG_SPLICE_PAGES
#define MSG_SPLICE_PAGES 0x8000000
#endif
#ifndef MSG_TRYHARD
#define MSG_TRYHARD 4
#endif
#ifndef SCM_PIDFD
#define SCM_PIDFD 0x04
#endif
#ifndef SCM_SECURITY
#define SCM_SECURITY 0x03
#endif
#ifndef SOL_ATALK
#define SOL_ATALK 258
#endif
#ifndef SOL_AX25
#define SOL_AX25 257
#endif
#ifndef SOL_ICMPV6
#define SOL_ICMPV6 58
#endif
#ifndef SOL_IP
#define SOL_IP 0
#endif
#ifndef SOL_IPV6
#define SOL_IPV6 41
#endif
#ifndef SOL_IPX
#define SOL_IPX 256
#endif
#ifndef SOL_NETROM
#define SOL_NETROM 259
#endif
#ifndef SOL_ROSE
#define SOL_ROSE 260
#endif
#ifndef SOL_SCTP
#define SOL_SCTP 132
#endif
#ifndef SOL_TCP
#define SOL_TCP 6
#endif
#ifndef SOL_UDP
#define SOL_UDP 17
#endif
#ifndef SOL_UDPLITE
#define SOL_UDPLITE 136
#endif
#ifndef SOL_VSOCK
#define SOL_VSOCK 287
#endif
#define MSG_INTERNAL_SENDMSG_FLAGS (MSG_SPLICE_PAGES | MSG_SENDPAGE_NOPOLICY | MSG_SENDPAGE_DECRYPTED)

#endif
