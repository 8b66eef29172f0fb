/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Queues of a power of two of elements, or of records with their length in front. One reader and one writer need no
 * lock: each moves its own index only.
 * Fidelity: faithful; without the kfifo_dma functions.
 *
 * Sizes and lengths are in elements; those of records and of kfifo_init()'s buffer are in bytes.
 */
#ifndef KTEST_LINUX_KFIFO_H
#define KTEST_LINUX_KFIFO_H
#include <ktest/open.h>

#include <asm/barrier.h>
#include <asm/errno.h>
#include <linux/array_size.h>
#include <linux/gfp_types.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>
#include <linux/types.h>

/* The indices run on freely; their low bits are places. */
struct __kfifo {
	unsigned int in;
	unsigned int out;
	unsigned int mask;	/* elements - 1 */
	unsigned int esize;	/* bytes of an element */
	void *data;
};

KTEST_FN int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp_mask);
KTEST_FN void __kfifo_free(struct __kfifo *fifo);
KTEST_FN int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize);
KTEST_FN unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int len);
KTEST_FN unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int len);
KTEST_FN unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *buf, unsigned int len);
KTEST_FN unsigned int __kfifo_out_linear(struct __kfifo *fifo, unsigned int *tail, unsigned int n);
KTEST_FN int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long len, unsigned int *copied);
KTEST_FN int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long len, unsigned int *copied);
/* Of records; `recsize` is 1 or 2, the bytes of a length. */
KTEST_FN unsigned int __kfifo_max_r(unsigned int len, size_t recsize);
KTEST_FN unsigned int __kfifo_len_r(struct __kfifo *fifo, size_t recsize);
KTEST_FN void __kfifo_skip_r(struct __kfifo *fifo, size_t recsize);
KTEST_FN unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *buf, unsigned int len, size_t recsize);
KTEST_FN unsigned int __kfifo_out_r(struct __kfifo *fifo, void *buf, unsigned int len, size_t recsize);
KTEST_FN unsigned int __kfifo_out_peek_r(struct __kfifo *fifo, void *buf, unsigned int len, size_t recsize);
KTEST_FN unsigned int __kfifo_out_linear_r(struct __kfifo *fifo, unsigned int *tail, unsigned int n, size_t recsize);
KTEST_FN int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from, unsigned long len, unsigned int *copied,
			size_t recsize);
KTEST_FN int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to, unsigned long len, unsigned int *copied, size_t recsize);

/* The members behind `kfifo` only tell macros the types; `buf` is the room of a queue that has its own. */
#define KTEST_KFIFO(datatype, recsize, ptrtype, room) \
	{ \
		union { \
			struct __kfifo kfifo; \
			datatype *type; \
			const datatype *const_type; \
			char(*rectype)[recsize]; \
			ptrtype *ptr; \
			ptrtype const *ptr_const; \
		}; \
		datatype buf[room]; \
	}
#define KTEST_KFIFO_ROOM(size) ((size) < 2 || ((size) & ((size) - 1)) ? -1 : (size))

#define STRUCT_KFIFO(type, size) struct KTEST_KFIFO(type, 0, type, KTEST_KFIFO_ROOM(size))
#define STRUCT_KFIFO_PTR(type) struct KTEST_KFIFO(type, 0, type, 0)
#define STRUCT_KFIFO_REC_1(size) struct KTEST_KFIFO(unsigned char, 1, void, KTEST_KFIFO_ROOM(size))
#define STRUCT_KFIFO_REC_2(size) struct KTEST_KFIFO(unsigned char, 2, void, KTEST_KFIFO_ROOM(size))

#ifndef __cplusplus
struct kfifo KTEST_KFIFO(unsigned char, 0, void, 0);
#define ktest_kfifo_of(fifo) (&(fifo)->kfifo)
#else
/* There a member of a union without a name can not have the name of its structure. */
#define kfifo ktest_indices
struct ktest_kfifo_type KTEST_KFIFO(unsigned char, 0, void, 0);
#undef kfifo
struct kfifo : ktest_kfifo_type {};
#define ktest_kfifo_of(fifo) ((struct __kfifo *)(void *)&(fifo)->type)
#endif
struct kfifo_rec_ptr_1 KTEST_KFIFO(unsigned char, 1, void, 0);
struct kfifo_rec_ptr_2 KTEST_KFIFO(unsigned char, 2, void, 0);

#define DECLARE_KFIFO(fifo, type, size) STRUCT_KFIFO(type, size) fifo
#define DECLARE_KFIFO_PTR(fifo, type) STRUCT_KFIFO_PTR(type) fifo
#define DEFINE_KFIFO(fifo, type, size) \
	DECLARE_KFIFO(fifo, type, size) = { \
		{ { 0, 0, ARRAY_SIZE((fifo).buf) - 1, sizeof(*(fifo).buf), (fifo).buf } }, \
		{}, \
	}

/* Whether the room is elsewhere: kfifo_alloc() or kfifo_init() gives it. */
#define __is_kfifo_ptr(fifo) (sizeof(*(fifo)) == sizeof(struct __kfifo))

static inline void ktest_kfifo_use(struct __kfifo *fifo, void *room, size_t nr, size_t esize)
{
	fifo->in = fifo->out = 0;
	fifo->mask = nr ? (unsigned int)nr - 1 : 0;
	fifo->esize = (unsigned int)esize;
	fifo->data = room;
}
#define INIT_KFIFO(fifo) \
	(void)({ \
		typeof(&(fifo)) __fifo_new = &(fifo); \
		ktest_kfifo_use(ktest_kfifo_of(__fifo_new), __is_kfifo_ptr(__fifo_new) ? NULL : (void *)__fifo_new->buf, \
				ARRAY_SIZE(__fifo_new->buf), sizeof(*__fifo_new->buf)); \
	})

static inline unsigned int __must_check __kfifo_uint_must_check_helper(unsigned int val) { return val; }
static inline int __must_check __kfifo_int_must_check_helper(int val) { return val; }

#define kfifo_alloc(fifo, size, gfp_mask) \
	__kfifo_int_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_made = (fifo); \
		__is_kfifo_ptr(__fifo_made) ? \
			__kfifo_alloc(ktest_kfifo_of(__fifo_made), size, sizeof(*__fifo_made->type), gfp_mask) : -EINVAL; \
	}))
#define kfifo_init(fifo, buffer, size) \
	({ \
		typeof((fifo) + 1) __fifo_made = (fifo); \
		__is_kfifo_ptr(__fifo_made) ? \
			__kfifo_init(ktest_kfifo_of(__fifo_made), buffer, size, sizeof(*__fifo_made->type)) : -EINVAL; \
	})
#define kfifo_free(fifo) \
	({ \
		typeof((fifo) + 1) __fifo_gone = (fifo); \
		if (__is_kfifo_ptr(__fifo_gone)) \
			__kfifo_free(ktest_kfifo_of(__fifo_gone)); \
	})

#define kfifo_initialized(fifo) (ktest_kfifo_of(fifo)->mask)
#define kfifo_esize(fifo) (ktest_kfifo_of(fifo)->esize)
#define kfifo_recsize(fifo) (sizeof(*(fifo)->rectype))
#define kfifo_size(fifo) (ktest_kfifo_of(fifo)->mask + 1)

static inline unsigned int ktest_kfifo_len(const struct __kfifo *fifo) { return fifo->in - fifo->out; }
static inline unsigned int ktest_kfifo_avail(const struct __kfifo *fifo, size_t recsize)
{
	unsigned int avail = fifo->mask + 1 - ktest_kfifo_len(fifo);

	if (!recsize)
		return avail;
	return avail <= recsize ? 0 : __kfifo_max_r(avail - (unsigned int)recsize, recsize);
}

#define kfifo_len(fifo) ktest_kfifo_len(ktest_kfifo_of(fifo))
#define kfifo_is_empty(fifo) (ktest_kfifo_len(ktest_kfifo_of(fifo)) == 0)
static inline bool ktest_kfifo_is_full(const struct __kfifo *fifo) { return ktest_kfifo_len(fifo) > fifo->mask; }
#define kfifo_is_full(fifo) ktest_kfifo_is_full(ktest_kfifo_of(fifo))
#define kfifo_avail(fifo) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_room = (fifo); \
		ktest_kfifo_avail(ktest_kfifo_of(__fifo_room), kfifo_recsize(__fifo_room)); \
	}))

/* Of the next record; without records, of all elements. In bytes. */
#define kfifo_peek_len(fifo) \
	({ \
		typeof((fifo) + 1) __fifo_next = (fifo); \
		!kfifo_recsize(__fifo_next) ? kfifo_len(__fifo_next) * (unsigned int)sizeof(*__fifo_next->type) : \
					      __kfifo_len_r(ktest_kfifo_of(__fifo_next), kfifo_recsize(__fifo_next)); \
	})

static inline void ktest_kfifo_reset(struct __kfifo *fifo) { fifo->in = fifo->out = 0; }
static inline void ktest_kfifo_reset_out(struct __kfifo *fifo) { fifo->out = fifo->in; }
#define kfifo_reset(fifo) ktest_kfifo_reset(ktest_kfifo_of(fifo))
/* For the reader, while the writer works. */
#define kfifo_reset_out(fifo) ktest_kfifo_reset_out(ktest_kfifo_of(fifo))

/* One record, or `count` elements. */
#define kfifo_skip_count(fifo, count) \
	do { \
		typeof((fifo) + 1) __fifo_skip = (fifo); \
		if (kfifo_recsize(__fifo_skip)) \
			__kfifo_skip_r(ktest_kfifo_of(__fifo_skip), kfifo_recsize(__fifo_skip)); \
		else \
			ktest_kfifo_of(__fifo_skip)->out += (count); \
	} while (0)
#define kfifo_skip(fifo) kfifo_skip_count(fifo, 1)

/* One element or record; the number of elements, or of a record's bytes, that were copied: 0 if none. */
#define kfifo_put(fifo, val) \
	({ \
		typeof((fifo) + 1) __fifo_put = (fifo); \
		typeof(*__fifo_put->const_type) __fifo_value = (val); \
		kfifo_recsize(__fifo_put) ? __kfifo_in_r(ktest_kfifo_of(__fifo_put), &__fifo_value, sizeof(__fifo_value), \
							 kfifo_recsize(__fifo_put)) : \
					    __kfifo_in(ktest_kfifo_of(__fifo_put), &__fifo_value, 1); \
	})
#define kfifo_get(fifo, val) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_get = (fifo); \
		typeof(__fifo_get->ptr) __fifo_to = (val); \
		kfifo_recsize(__fifo_get) ? __kfifo_out_r(ktest_kfifo_of(__fifo_get), __fifo_to, sizeof(*__fifo_to), \
							  kfifo_recsize(__fifo_get)) : \
					    __kfifo_out(ktest_kfifo_of(__fifo_get), __fifo_to, 1); \
	}))
#define kfifo_peek(fifo, val) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_get = (fifo); \
		typeof(__fifo_get->ptr) __fifo_to = (val); \
		kfifo_recsize(__fifo_get) ? __kfifo_out_peek_r(ktest_kfifo_of(__fifo_get), __fifo_to, sizeof(*__fifo_to), \
							       kfifo_recsize(__fifo_get)) : \
					    __kfifo_out_peek(ktest_kfifo_of(__fifo_get), __fifo_to, 1); \
	}))

/* Text goes into a FIFO of bytes and out of it: a kernel is compiled without -Wpointer-sign, a program may not be. */
#ifdef __cplusplus
#define KTEST_KFIFO_BYTES(type, p) (p)
#else
#define KTEST_KFIFO_IS(type, p, text) \
	(sizeof(type) == 1 && __builtin_types_compatible_p(typeof(1 ? (p) : (p)), text))
#define KTEST_KFIFO_BYTES(type, p) \
	__builtin_choose_expr(KTEST_KFIFO_IS(type, p, char *), (void *)(p), \
			      __builtin_choose_expr(KTEST_KFIFO_IS(type, p, const char *), (const void *)(p), (p)))
#endif

/* Up to `n` elements, or a record of `n` bytes: all of it or nothing. */
#define kfifo_in(fifo, buffer, n) \
	({ \
		typeof((fifo) + 1) __fifo_in = (fifo); \
		typeof(__fifo_in->ptr_const) __fifo_from = KTEST_KFIFO_BYTES(*__fifo_in->ptr, buffer); \
		kfifo_recsize(__fifo_in) ? \
			__kfifo_in_r(ktest_kfifo_of(__fifo_in), __fifo_from, n, kfifo_recsize(__fifo_in)) : \
			__kfifo_in(ktest_kfifo_of(__fifo_in), __fifo_from, n); \
	})
/* What a record has beyond `n` bytes is lost. */
#define kfifo_out(fifo, buffer, n) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_out = (fifo); \
		typeof(__fifo_out->ptr) __fifo_to = KTEST_KFIFO_BYTES(*__fifo_out->ptr, buffer); \
		kfifo_recsize(__fifo_out) ? \
			__kfifo_out_r(ktest_kfifo_of(__fifo_out), __fifo_to, n, kfifo_recsize(__fifo_out)) : \
			__kfifo_out(ktest_kfifo_of(__fifo_out), __fifo_to, n); \
	}))
#define kfifo_out_peek(fifo, buffer, n) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_out = (fifo); \
		typeof(__fifo_out->ptr) __fifo_to = KTEST_KFIFO_BYTES(*__fifo_out->ptr, buffer); \
		kfifo_recsize(__fifo_out) ? \
			__kfifo_out_peek_r(ktest_kfifo_of(__fifo_out), __fifo_to, n, kfifo_recsize(__fifo_out)) : \
			__kfifo_out_peek(ktest_kfifo_of(__fifo_out), __fifo_to, n); \
	}))

/* How many of the next `n` elements lie in one piece, and where: *tail is the first one's place. */
#define kfifo_out_linear(fifo, tail, n) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_piece = (fifo); \
		unsigned int *__fifo_tail = (tail); \
		kfifo_recsize(__fifo_piece) ? __kfifo_out_linear_r(ktest_kfifo_of(__fifo_piece), __fifo_tail, n, \
								   kfifo_recsize(__fifo_piece)) : \
					      __kfifo_out_linear(ktest_kfifo_of(__fifo_piece), __fifo_tail, n); \
	}))
#define kfifo_out_linear_ptr(fifo, place, n) \
	__kfifo_uint_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_where = (fifo); \
		unsigned int __fifo_at, __fifo_nr = kfifo_out_linear(__fifo_where, &__fifo_at, (n)); \
		*(place) = (typeof(__fifo_where->type))ktest_kfifo_of(__fifo_where)->data + __fifo_at; \
		__fifo_nr; \
	}))

#define kfifo_in_spinlocked(fifo, buffer, n, lock) \
	({ \
		unsigned long __fifo_flags; \
		unsigned int __fifo_done; \
		spin_lock_irqsave(lock, __fifo_flags); \
		__fifo_done = kfifo_in(fifo, buffer, n); \
		spin_unlock_irqrestore(lock, __fifo_flags); \
		__fifo_done; \
	})
#define kfifo_in_spinlocked_noirqsave(fifo, buffer, n, lock) \
	({ \
		unsigned int __fifo_done; \
		spin_lock(lock); \
		__fifo_done = kfifo_in(fifo, buffer, n); \
		spin_unlock(lock); \
		__fifo_done; \
	})
#define kfifo_in_locked(fifo, buffer, n, lock) kfifo_in_spinlocked(fifo, buffer, n, lock)
#define kfifo_out_spinlocked(fifo, buffer, n, lock) \
	__kfifo_uint_must_check_helper(({ \
		unsigned long __fifo_flags; \
		unsigned int __fifo_done; \
		spin_lock_irqsave(lock, __fifo_flags); \
		__fifo_done = kfifo_out(fifo, buffer, n); \
		spin_unlock_irqrestore(lock, __fifo_flags); \
		__fifo_done; \
	}))
#define kfifo_out_spinlocked_noirqsave(fifo, buffer, n, lock) \
	__kfifo_uint_must_check_helper(({ \
		unsigned int __fifo_done; \
		spin_lock(lock); \
		__fifo_done = kfifo_out(fifo, buffer, n); \
		spin_unlock(lock); \
		__fifo_done; \
	}))
#define kfifo_out_locked(fifo, buffer, n, lock) kfifo_out_spinlocked(fifo, buffer, n, lock)
#define kfifo_is_empty_spinlocked(fifo, lock) \
	({ \
		unsigned long __fifo_flags; \
		bool __fifo_empty; \
		spin_lock_irqsave(lock, __fifo_flags); \
		__fifo_empty = kfifo_is_empty(fifo); \
		spin_unlock_irqrestore(lock, __fifo_flags); \
		__fifo_empty; \
	})
#define kfifo_is_empty_spinlocked_noirqsave(fifo, lock) \
	({ \
		bool __fifo_empty; \
		spin_lock(lock); \
		__fifo_empty = kfifo_is_empty(fifo); \
		spin_unlock(lock); \
		__fifo_empty; \
	})

/* `len` and *copied are in bytes. 0, or -EFAULT: what was copied before counts; of a record, nothing. */
#define kfifo_from_user(fifo, from, len, copied) \
	__kfifo_int_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_in = (fifo); \
		kfifo_recsize(__fifo_in) ? __kfifo_from_user_r(ktest_kfifo_of(__fifo_in), from, len, copied, \
							       kfifo_recsize(__fifo_in)) : \
					   __kfifo_from_user(ktest_kfifo_of(__fifo_in), from, len, copied); \
	}))
#define kfifo_to_user(fifo, to, len, copied) \
	__kfifo_int_must_check_helper(({ \
		typeof((fifo) + 1) __fifo_out = (fifo); \
		kfifo_recsize(__fifo_out) ? __kfifo_to_user_r(ktest_kfifo_of(__fifo_out), to, len, copied, \
							      kfifo_recsize(__fifo_out)) : \
					    __kfifo_to_user(ktest_kfifo_of(__fifo_out), to, len, copied); \
	}))

#include <ktest/close.h>
#endif
