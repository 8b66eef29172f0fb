// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A schedule as text: POINT.WAY-POINT.WAY@PROGRAM. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explore.h"

static struct kt_choice schedule_given[KT_CHOICES_MAX];
static unsigned int schedule_nr;

/* Says of which program a schedule is: its file's content. */
static unsigned int schedule_program(void)
{
	const char *name = kth_program();
	int fd = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
	unsigned long long hash = 14695981039346656037u;
	unsigned char data[65536];
	ssize_t n;

	while (fd >= 0 && (n = read(fd, data, sizeof(data))) > 0)
		for (ssize_t i = 0; i < n; i++)
			hash = (hash ^ data[i]) * 1099511628211u;
	if (fd >= 0)
		close(fd);
	return (unsigned int)(hash ^ hash >> 32);
}

void kth_schedule_text(char *text, size_t size, const struct kt_choice *choices, unsigned int nr)
{
	size_t n = 0;

	for (unsigned int i = 0; i < nr && n < size; i++)
		n += kth_format(text + n, size - n, "%s%u.%u", i ? "-" : "", choices[i].point, choices[i].way);
	if (n < size)
		kth_format(text + n, size - n, "@%08x", schedule_program());
}

const char *kth_schedule_check(const char *text)
{
	static const char malformed[] = "it is not as ktest prints them: POINT.WAY-POINT.WAY@PROGRAM";
	unsigned int last = 0, program;
	char *end;

	schedule_nr = 0;
	while (*text != '@') {
		struct kt_choice *c = &schedule_given[schedule_nr++];

		if (schedule_nr > KT_CHOICES_MAX)
			return "it has too many points";
		c->point = (unsigned int)strtoul(text, &end, 10);
		if (end == text || *end != '.' || c->point <= last)
			return malformed;
		last = c->point;
		text = end + 1;
		c->way = (unsigned int)strtoul(text, &end, 10);
		if (end == text || !c->way || (*end != '-' && *end != '@'))
			return malformed;
		text = end + (*end == '-');
	}
	program = (unsigned int)strtoul(text + 1, &end, 16);
	if (end == text + 1 || *end)
		return malformed;
	if (program != schedule_program())
		return "it is of another program, or the code has changed since: look for it again with --explore";
	return NULL;
}

unsigned int kth_schedule_given(struct kt_choice *choices)
{
	memcpy(choices, schedule_given, sizeof(schedule_given));
	return schedule_nr;
}
