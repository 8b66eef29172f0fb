/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A request that comes in pieces; the parser takes what it has seen off the buffer's front. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include "parser.h"

enum { METHOD, PATH, LINE, HEADER };

static int put(char *text, size_t room, struct request *r, char c)
{
	if (r->at + 1 >= room)
		return -EMSGSIZE;
	text[r->at++] = c;
	text[r->at] = '\0';
	return 0;
}

static int step(struct request *r, char c)
{
	switch (r->state) {
	case METHOD:
		if (c != ' ')
			return isupper(c) ? put(r->method, sizeof(r->method), r, c) : -EINVAL;
		break;
	case PATH:
		if (c != ' ')
			return put(r->path, sizeof(r->path), r, c);
		break;
	case LINE:
		if (c != '\n')
			return 0;
		break;
	default:
		if (c == '\r')
			return 0;
		if (c != '\n') {
			r->at++;
			return 0;
		}
		if (r->at)
			r->headers++;
		else
			r->is_done = true;
		r->at = 0;
		return 0;
	}
	r->state++;
	r->at = 0;
	return 0;
}

int request_feed(struct request *r, struct sk_buff *skb)
{
	while (skb->len && !r->is_done) {
		int error = step(r, *skb->data);

		if (error)
			return error;
		skb_pull(skb, 1);
	}
	return 0;
}
