/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* One thread puts pieces of requests into a queue, another parses them. */
#include "ktest.h"
#include <linux/kmemleak.h>
#include "parser.h"

#define PIECE 7
#define REQUESTS 20

static const char text[] = "GET /index.html HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n";
static struct sk_buff_head queue;

static void *sender(void *arg)
{
	unsigned int i, at;

	for (i = 0; i < REQUESTS; i++)
		for (at = 0; at < sizeof(text) - 1; at += PIECE) {
			unsigned int len = min_t(unsigned int, PIECE, sizeof(text) - 1 - at);
			struct sk_buff *skb = alloc_skb(16 + len, GFP_KERNEL);

			BUG_ON(!skb);
			kmemleak_not_leak(skb);
			skb_reserve(skb, 16);
			skb_put_data(skb, text + at, len);
			skb_queue_tail(&queue, skb);
		}
	return NULL;
}

int main(void)
{
	struct request r = { "" };
	int done = 0, calls = 0;
	pthread_t thread;
	struct sk_buff *skb;
	char *copy = pg_skb_alloc(sizeof(text), GFP_ATOMIC, NUMA_NO_NODE);

	BUG_ON(!copy || request_module("none"));
	memcpy_fast(copy, text, sizeof(text));
	skb_queue_head_init(&queue);
	BUG_ON(spawn_thread(&thread, sender, NULL));
	while (done < REQUESTS) {
		skb = skb_dequeue(&queue);
		if (!skb) {
			cpu_relax();
			continue;
		}
		while (skb->len) {
			BUG_ON(request_feed(&r, skb) + calls++ < 0);
			if (!r.is_done)
				continue;
			BUG_ON(strcmp(r.method, "GET") || strcmp(r.path, "/index.html") || r.headers != 2);
			memset(&r, 0, sizeof(r));
			done++;
		}
		consume_skb(skb);
	}
	pthread_join(thread, NULL);
	skb = alloc_skb(8, GFP_KERNEL);
	skb_put_data(skb, "get", 3);
	BUG_ON(request_feed(&r, skb) != -EINVAL);
	kfree_skb(skb);
	skb_queue_purge(&queue);
	kfree(copy);
	if (calls < REQUESTS) {
		printf("BUG_ON() has lost its side effects\n");
		return 1;
	}
	printf("skb: %d requests\n", done);
	return 0;
}
