// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory comes from the engine directly, so that failing allocations on purpose spares reports. */
#include <linux/sprintf.h>
#include <linux/string.h>
#include <ktest/core.h>

#include "text.h"

static const char ktest_text_owner;

__weak void ktest_text_vadd(struct ktest_text *text, const char *fmt, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (text->len + len + 1 > text->room) {
		size_t room = 2 * (text->len + len + 1);
		char *data = kt_alloc(room, 8, KT_QUIET, KT_MEM_SLAB, -1, &ktest_text_owner);

		if (!data)
			return;
		if (text->data) {
			memcpy(data, text->data, text->len);
			kt_free(text->data, KT_MEM_SLAB, &ktest_text_owner);
		}
		text->data = data;
		text->room = room;
	}
	vsnprintf(text->data + text->len, text->room - text->len, fmt, args);
	text->len += len;
}

__weak void ktest_text_add(struct ktest_text *text, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	ktest_text_vadd(text, fmt, args);
	va_end(args);
}

__weak void ktest_text_free(struct ktest_text *text)
{
	if (text->data)
		kt_free(text->data, KT_MEM_SLAB, &ktest_text_owner);
	*text = (struct ktest_text){ NULL, 0, 0 };
}
