/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#ifndef PARSER_H
#define PARSER_H

#include <linux/skbuff.h>

struct request {
	char method[8];
	char path[64];
	unsigned int headers;
	bool is_done;
	/* the rest is the parser's */
	unsigned int state, at;
};
int request_feed(struct request *r, struct sk_buff *skb);

#endif
