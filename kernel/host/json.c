// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* JSON text: written without allocation where a crash handler needs it, and checked. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* ---- writing --------------------------------------------------------------------- */

void kth_text_add(struct kth_text *text, const char *data, size_t len)
{
	if (text->cap - text->len < len && text->grows) {
		size_t cap = (text->len + len) * 2 + 4096;
		char *grown = realloc(text->data, cap);

		if (grown) {
			text->data = grown;
			text->cap = cap;
		}
	}
	if (text->cap - text->len < len) {
		text->full = 1;
		return;
	}
	memcpy(text->data + text->len, data, len);
	text->len += len;
}

void kth_text_str(struct kth_text *text, const char *string)
{
	kth_text_add(text, string, strlen(string));
}

void kth_text_drop(struct kth_text *text, size_t n)
{
	text->len -= n;
	if (text->len)
		memmove(text->data, text->data + n, text->len);
}

void kth_text_u64(struct kth_text *text, uint64_t value)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	kth_text_add(text, digits + at, sizeof(digits) - at);
}

/* Shortest forms only, no surrogates, nothing above U+10FFFF. */
int kth_utf8(const char *p, size_t len)
{
	const unsigned char *u = (const unsigned char *)p;
	int need;

	if (!len)
		return -1;
	if (u[0] < 0x80)
		return 1;
	if (u[0] < 0xc2 || u[0] > 0xf4)
		return 0;
	need = u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
	for (int i = 1; i < need; i++) {
		if ((size_t)i >= len)
			return -1;
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		if (i == 1 && ((u[0] == 0xe0 && u[1] < 0xa0) || (u[0] == 0xed && u[1] > 0x9f) ||
			       (u[0] == 0xf0 && u[1] < 0x90) || (u[0] == 0xf4 && u[1] > 0x8f)))
			return 0;
	}
	return need;
}

static void json_escape(struct kth_text *text, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char escape[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (c == '"' || c == '\\') {
		escape[1] = (char)c;
		kth_text_add(text, escape, 2);
	} else if (c == '\n' || c == '\t') {
		escape[1] = c == '\n' ? 'n' : 't';
		kth_text_add(text, escape, 2);
	} else {
		kth_text_add(text, escape, 6);
	}
}

void kth_json_string(struct kth_text *text, const char *data, size_t len)
{
	size_t plain = 0;	/* start of what needs no escape */

	kth_text_add(text, "\"", 1);
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)data[i];
		int n = kth_utf8(data + i, len - i);

		if (n > 0 && c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
			i += (size_t)n;
			continue;
		}
		kth_text_add(text, data + plain, i - plain);
		json_escape(text, c);
		plain = ++i;
	}
	kth_text_add(text, data + plain, len - plain);
	kth_text_add(text, "\"", 1);
}

static void json_name(struct kth_text *text, const char *name)
{
	if (text->len && text->data[text->len - 1] != '{')
		kth_text_add(text, ",", 1);
	kth_text_add(text, "\"", 1);
	kth_text_str(text, name);
	kth_text_add(text, "\":", 2);
}

void kth_json_member(struct kth_text *text, const char *name, const char *value)
{
	/* No report needs more, and six bytes for each of these still fit an event. */
	const size_t most = 64 * 1024, len = strlen(value);

	json_name(text, name);
	kth_json_string(text, value, len < most ? len : most);
}

void kth_json_number(struct kth_text *text, const char *name, int64_t value)
{
	json_name(text, name);
	if (value < 0)
		kth_text_add(text, "-", 1);
	kth_text_u64(text, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

void kth_json_bool(struct kth_text *text, const char *name, int value)
{
	json_name(text, name);
	kth_text_str(text, value ? "true" : "false");
}

void kth_json_frames(struct kth_text *text, const kt_addr *frames, unsigned int nr)
{
	json_name(text, "frames");
	kth_text_add(text, "[", 1);
	for (unsigned int i = 0; i < nr; i++) {
		char hex[32];
		kt_size n = kth_format(hex, sizeof(hex), "%s\"0x%lx\"", i ? "," : "",
				       (unsigned long)frames[i]);

		kth_text_add(text, hex, n);
	}
	kth_text_add(text, "]", 1);
}

/* ---- checking ---------------------------------------------------------------------- */

struct json_reader {
	const char *p, *end;
	int depth;
};

static int json_eat(struct json_reader *r, char c)
{
	if (r->p == r->end || *r->p != c)
		return 0;
	r->p++;
	return 1;
}

static int json_eat_string(struct json_reader *r)
{
	if (!json_eat(r, '"'))
		return 0;
	while (r->p < r->end && *r->p != '"') {
		int n = kth_utf8(r->p, (size_t)(r->end - r->p));

		if (n <= 0 || (unsigned char)*r->p < 0x20)
			return 0;
		if (*r->p == '\\') {
			r->p++;
			if (r->p == r->end || !strchr("\"\\/bfnrtu", *r->p))
				return 0;
			for (int i = 0; *r->p == 'u' && i < 4; i++)
				if (r->end - r->p < 5 || !strchr("0123456789abcdefABCDEF", r->p[1 + i]))
					return 0;
			r->p += *r->p == 'u' ? 5 : 1;
		} else {
			r->p += n;
		}
	}
	return json_eat(r, '"');
}

static int json_eat_number(struct json_reader *r)
{
	const char *start;

	json_eat(r, '-');
	start = r->p;
	while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
		r->p++;
	return r->p > start && (*start != '0' || r->p == start + 1);
}

static int json_eat_word(struct json_reader *r, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n))
		return 0;
	r->p += n;
	return 1;
}

static int json_eat_value(struct json_reader *r);

static int json_eat_items(struct json_reader *r, char close, int named)
{
	r->p++;
	if (json_eat(r, close))
		return 1;
	if (++r->depth > 16)
		return 0;
	do {
		if (named && !(json_eat_string(r) && json_eat(r, ':')))
			return 0;
		if (!json_eat_value(r))
			return 0;
	} while (json_eat(r, ','));
	r->depth--;
	return json_eat(r, close);
}

static int json_eat_value(struct json_reader *r)
{
	if (r->p == r->end)
		return 0;
	switch (*r->p) {
	case '{':
		return json_eat_items(r, '}', 1);
	case '[':
		return json_eat_items(r, ']', 0);
	case '"':
		return json_eat_string(r);
	case 't':
		return json_eat_word(r, "true");
	case 'f':
		return json_eat_word(r, "false");
	default:
		return json_eat_number(r);
	}
}

/* An object as our own sinks write it: no white space, whole numbers. */
int kth_json_is_object(const char *p, size_t len)
{
	struct json_reader r = { p, p + len, 0 };

	return len && *p == '{' && json_eat_value(&r) && r.p == r.end;
}
