/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Data races: two tasks reach the same bytes, at least one of them writes, at least one access is plain, and nothing orders
 * one before the other (core/order.h). That is the kernel's memory model's rule; it needs no unlucky schedule.
 *
 * Of each eight bytes the last accesses are kept. Accesses of a task that is alone are not: what follows is ordered after
 * them when it makes other tasks.
 */
#include "../core/engine.h"
#include "../core/order.h"
#include "../core/table.h"

#define RACE_WORDS (1u << 14)
#define RACE_PROBES 32u
#define RACE_KEPT 8
#define RACE_FRAMES 6
#define RACE_TOLD 32u

struct race_access {
	kt_u32 at;			/* its task's own clock; 0: none */
	unsigned short task_cpu;
	unsigned char slot, bytes;	/* a bit for each byte of the word */
	unsigned char kind, nr_frames;	/* KT_ACCESS_… */
	const struct kt_task *task;	/* a task's structure stays when it has ended */
	kt_addr frames[RACE_FRAMES];
};

struct race_word {
	kt_addr address;		/* 0: free */
	unsigned int next;		/* whose place is taken when all are */
	struct race_access kept[RACE_KEPT];
};

/*
 * The last read and the last write of a word that were looked at and kept: most accesses repeat one of them, and need not
 * touch the word's own entry, which is large. Words that share an entry take it from each other.
 */
static struct race_last {
	kt_addr key;			/* the word's address, and in its upper bits the number of the run */
	kt_u64 of[2];			/* race_access_key() */
} race_lasts[RACE_WORDS];
#define RACE_RUN (1ul << 48)
static kt_addr race_run;

int kt_races;

static struct race_word *race_words;
static unsigned short race_used[RACE_WORDS];	/* which of them are used */
static unsigned int race_nr_used;
static struct {
	kt_addr one, other;
} race_told[RACE_TOLD];
static unsigned int race_nr_told;

void kt_races_begin(void)
{
	if (!kt_races || kt_explore_has_cpu())
		return;
	kt_order_begin();
	if (!race_words)
		race_words = kth_map(RACE_WORDS * sizeof(*race_words));
	while (race_nr_used)
		race_words[race_used[--race_nr_used]] = (struct race_word){ .address = 0 };
	race_run += RACE_RUN;
	if (!race_run)
		__builtin_memset(race_lasts, 0, sizeof(race_lasts));
	race_nr_told = 0;
	kt_races = race_words != 0;
}

static struct race_last *race_last(kt_addr address)
{
	return &race_lasts[kt_table_home(address, RACE_WORDS)];
}

static struct race_word *race_word(kt_addr address, int makes)
{
	struct race_word *w = KT_TABLE_FIND(race_words, RACE_WORDS, RACE_PROBES, address);

	if (w && w->address)
		return w;
	if (!makes)
		return 0;
	if (w)
		race_used[race_nr_used++] = (unsigned short)(w - race_words);
	else {	/* Of what was reached long ago nothing is known any more. */
		w = &race_words[kt_table_home(address, RACE_WORDS)];
		race_last(w->address)->key = 0;
	}
	*w = (struct race_word){ .address = address };
	return w;
}

/* ---- the report ------------------------------------------------------------------------ */

static void race_title(char *text, kt_size size, const struct race_access *a, const char *when)
{
	static const char *const kinds[] = { "read", "write", "marked read", "marked write" };
	unsigned int bytes = (unsigned int)__builtin_popcount(a->bytes);
	char what[48] = "free";

	if (!(a->kind & KT_ACCESS_FREE))
		kth_format(what, sizeof(what), "%s of %u byte%s", kinds[a->kind & 3], bytes, bytes == 1 ? "" : "s");
	kth_format(text, size, "%s by %s (task %u) on CPU %u%s", what, a->task->name, a->task->id, a->task_cpu, when);
}

/* " on counter", " on counter, byte 8 of 16", " at byte 4 of a kmalloc allocation of 16 bytes", or nothing. */
static void race_place(char *text, kt_size size, kt_addr at, struct kt_record *record)
{
	kt_addr offset = 0, bytes = 0;
	const char *name = kt_symbol_name(at, &offset, &bytes);
	const struct kt_task *task = kt_task_of_stack(at);

	*text = 0;
	record->ptr = 0;
	if (kt_record_near(at, record) && at - record->ptr < record->size) {
		kth_format(text, size, " at byte %lu of a %s allocation of %lu bytes", (unsigned long)(at - record->ptr),
			   kt_mem_kind_name(record->kind), (unsigned long)record->size);
		return;
	}
	record->ptr = 0;
	if (name && offset)
		kth_format(text, size, " on %s, byte %lu of %lu", name, (unsigned long)offset, (unsigned long)bytes);
	else if (name)
		kth_format(text, size, " on %s", name);
	else if (task)
		kth_format(text, size, " on the stack of %s (task %u)", task->name, task->id);
}

static int race_is_told(const struct race_access *one, const struct race_access *other)
{
	kt_addr a = one->frames[0], b = other->frames[0];

	for (unsigned int i = 0; i < race_nr_told; i++)
		if ((race_told[i].one == a && race_told[i].other == b) ||
		    (race_told[i].one == b && race_told[i].other == a))
			return 1;
	if (race_nr_told == RACE_TOLD)
		return 1;
	race_told[race_nr_told].one = a;
	race_told[race_nr_told++].other = b;
	return 0;
}

static void race_report(kt_addr word, const struct race_access *now, const struct race_access *then)
{
	char place[160], text[256], title_now[128], title_then[128];
	unsigned int both = now->bytes & then->bytes;
	struct kt_record record;
	struct kth_trace traces[3] = {
		{ title_now, now->frames, now->nr_frames },
		{ title_then, then->frames, then->nr_frames },
	};

	if (race_is_told(now, then))
		return;
	race_place(place, sizeof(place), word + (unsigned int)__builtin_ctz(both), &record);
	race_title(title_now, sizeof(title_now), now, "");
	race_title(title_then, sizeof(title_then), then, ", before; nothing orders the two");
	kth_format(text, sizeof(text), "data race%s", place);
	if (record.ptr)
		traces[2] = (struct kth_trace){ "allocated at", record.frames, record.nr_frames };
	kt_report_finding("race", text, traces, record.ptr ? 3 : 2);
}

/* ---- accesses --------------------------------------------------------------------------- */

static int race_conflicts(const struct kt_order *self, const struct race_access *now, const struct race_access *then)
{
	if (!then->at || then->slot == now->slot || !(then->bytes & now->bytes))
		return 0;
	if (!((then->kind | now->kind) & KT_ACCESS_WRITE) || (then->kind & now->kind & KT_ACCESS_MARKED))
		return 0;
	if (kt_order_is_before(self, then->slot, then->at))
		return 0;
	/* A write that depends on a marked read comes after it. */
	return !((now->kind & KT_ACCESS_WRITE) && self->has_seen && self->seen.of[then->slot] >= then->at);
}

static void race_keep(struct race_word *w, const struct kt_order *self, const struct race_access *now)
{
	struct race_access *place = 0;

	for (unsigned int i = 0; i < RACE_KEPT; i++) {
		struct race_access *a = &w->kept[i];

		if (a->at && a->slot == now->slot && a->bytes == now->bytes && a->kind == now->kind) {
			place = a;
			break;
		}
		/* What is ordered before a plain write races with nothing that this write does not race with. */
		if (!a->at || (!(a->bytes & ~now->bytes) && (now->kind & 3) == KT_ACCESS_WRITE &&
			       kt_order_is_before(self, a->slot, a->at)))
			place = a;
	}
	if (!place)
		place = &w->kept[w->next++ % RACE_KEPT];
	*place = *now;
}

static void race_clear(struct race_word *w)
{
	__builtin_memset(w->kept, 0, sizeof(w->kept));
	race_last(w->address)->key = 0;
}

static void race_look(const struct kt_order *self, const struct race_word *w, const struct race_access *now)
{
	for (unsigned int i = 0; i < RACE_KEPT; i++) {
		if (!race_conflicts(self, now, &w->kept[i]))
			continue;
		race_report(w->address, now, &w->kept[i]);
		break;
	}
}

/*
 * Whether the task reached these bytes so before, and nothing that it did since is seen by others: whoever races with this
 * access races with that one, which was looked at.
 */
static int race_is_known(kt_addr word, unsigned int kind, kt_u64 key)
{
	struct race_last *last = race_last(word);
	kt_u64 *of = &last->of[kind & KT_ACCESS_WRITE];

	if (last->key != (word | race_run))
		*last = (struct race_last){ .key = word | race_run };
	if (*of == key)
		return 1;
	*of = key;
	return 0;
}

static unsigned char race_bytes(kt_addr word, kt_addr from, kt_addr end)
{
	unsigned int bytes = 0xff;

	if (from > word)
		bytes &= 0xffu << (from - word);
	if (end < word + 8)
		bytes &= 0xffu >> (word + 8 - end);
	return (unsigned char)bytes;
}

/* All that tells one access of a word from another. */
static kt_u64 race_access_key(const struct kt_order *self, unsigned int kind, unsigned int bytes)
{
	return (kt_u64)self->now.of[self->slot] << 32 | self->slot << 16 | bytes << 8 | kind;
}

static void race_reach(struct race_word *w, const struct kt_order *self, const struct race_access *now)
{
	race_look(self, w, now);
	if (now->kind & KT_ACCESS_FREE)
		race_clear(w);
	else
		race_keep(w, self, now);
}

void kt_race_access(const void *at, kt_size size, unsigned int kind, const void *frame)
{
	struct kt_order *self = kt_order_self();
	kt_addr from = (kt_addr)at, end = from + size;

	if (!self || self->racy)
		return;
	if (self->marked_writes || self->marked_reads) {
		kind |= KT_ACCESS_MARKED;
		self->marked_reads -= self->marked_reads > 0;
	}
	for (kt_addr word = from & ~(kt_addr)7; word < end; word += 8) {
		unsigned char bytes = race_bytes(word, from, end);
		struct race_access now;
		struct race_word *w;

		if (race_is_known(word, kind, race_access_key(self, kind, bytes)))
			continue;
		w = race_word(word, !(kind & KT_ACCESS_FREE));
		if (!w)
			continue;
		now = (struct race_access){
			.at = self->now.of[self->slot],
			.task_cpu = (unsigned short)kt_self_task->cpu,
			.slot = (unsigned char)self->slot,
			.bytes = bytes,
			.kind = (unsigned char)kind,
			.task = kt_self_task,
		};
		now.nr_frames = (unsigned char)kt_trace(frame, now.frames, RACE_FRAMES);
		race_reach(w, self, &now);
	}
}

void kt_race_forget(const void *lo, const void *hi)
{
	for (unsigned int i = 0; i < race_nr_used; i++) {
		struct race_word *w = &race_words[race_used[i]];

		if (w->address >= (kt_addr)lo && w->address < (kt_addr)hi)
			race_clear(w);
	}
}
