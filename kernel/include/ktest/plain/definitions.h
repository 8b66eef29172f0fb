/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: what the headers that are here so far need out of line. The files of
 * ktest/lib are those that the hosted runtime is compiled of.
 * No include guard: more headers may have come since.
 */
#if defined(KTEST_LINUX_BCD_H)
#include <ktest/lib/bcd.c>
#endif
#if defined(KTEST_LINUX_BITMAP_H)
#include <ktest/lib/bitmap.c>
#endif
#if defined(KTEST_LINUX_BSEARCH_H)
#include <ktest/lib/bsearch.c>
#endif
#if defined(KTEST_NET_CHECKSUM_H) || defined(KTEST_ASM_CHECKSUM_H)
#include <ktest/lib/checksum.c>
#endif
#if defined(KTEST_LINUX_CRC16_H)
#include <ktest/lib/crc16.c>
#endif
#if defined(KTEST_LINUX_CTYPE_H)
#include <ktest/lib/ctype.c>
#endif
#if defined(KTEST_LINUX_KERNEL_H) || defined(KTEST_LINUX_STRING_H)
#include <ktest/lib/cmdline.c>
#endif
#if defined(KTEST_LINUX_DELAY_H)
#include <ktest/lib/delay.c>
#endif
#if defined(KTEST_LINUX_FIND_H)
#include <ktest/lib/find.c>
#endif
#if defined(KTEST_LINUX_GLOB_H)
#include <ktest/lib/glob.c>
#endif
#if defined(KTEST_LINUX_HEX_H) || defined(KTEST_LINUX_PRINTK_H)
#include <ktest/lib/hexdump.c>
#endif
#if defined(KTEST_LINUX_INT_LOG_H)
#include <ktest/lib/int_log.c>
#endif
#if defined(KTEST_LINUX_INTERVAL_TREE_H)
#include <ktest/lib/interval_tree.c>
#endif
#if defined(KTEST_LINUX_KLIST_H)
#include <ktest/lib/klist.c>
#endif
#if defined(KTEST_LINUX_KSTRTOX_H)
#include <ktest/lib/kstrtox.c>
#endif
#if defined(KTEST_LINUX_KTHREAD_H)
#include <ktest/lib/kthread.c>
#include <ktest/lib/kthread_worker.c>
#endif
#if defined(KTEST_LINUX_LINEAR_RANGE_H)
#include <ktest/lib/linear_range.c>
#endif
#if defined(KTEST_LINUX_LIST_SORT_H)
#include <ktest/lib/list_sort.c>
#include <ktest/plain/list_sort.h>
#endif
#if defined(KTEST_LINUX_LLIST_H)
#include <ktest/lib/llist.c>
#endif
#if defined(KTEST_LINUX_MUTEX_H) || defined(KTEST_LINUX_RWSEM_H)
#include <ktest/lib/locks.c>
#endif
#if defined(KTEST_LINUX_MATH_H) || defined(KTEST_LINUX_MATH64_H) || defined(KTEST_LINUX_GCD_H) || defined(KTEST_LINUX_LCM_H) || defined(KTEST_LINUX_RECIPROCAL_DIV_H)
#include <ktest/lib/math.c>
#endif
#if defined(KTEST_LINUX_MIN_HEAP_H)
#include <ktest/lib/min_heap.c>
#endif
#if defined(KTEST_LINUX_MODULE_H)
#include <ktest/module_entries.h>
#endif
#if defined(KTEST_LINUX_MODULEPARAM_H)
#include <ktest/lib/param.c>
#endif
#if defined(KTEST_LINUX_PLIST_H)
#include <ktest/lib/plist.c>
#endif
#if defined(KTEST_LINUX_PRIME_NUMBERS_H)
#include <ktest/lib/prime_numbers.c>
#endif
#if defined(KTEST_LINUX_RANDOM_H) || defined(KTEST_LINUX_PRANDOM_H)
#include <ktest/lib/random.c>
#endif
#if defined(KTEST_LINUX_RATIONAL_H)
#include <ktest/lib/rational.c>
#endif
#if defined(KTEST_LINUX_RBTREE_H) || defined(KTEST_LINUX_RBTREE_AUGMENTED_H)
#include <ktest/lib/rbtree.c>
#include <ktest/plain/rbtree.h>
#endif
#if defined(KTEST_LINUX_RCUPDATE_H)
#include <ktest/lib/rcu.c>
#endif
#if defined(KTEST_LINUX_REFCOUNT_H)
#include <ktest/lib/refcount.c>
#endif
#if defined(KTEST_LINUX_SCHED_H)
#include <ktest/lib/sched.c>
#endif
#if defined(KTEST_LINUX_SIPHASH_H)
#include <ktest/lib/siphash.c>
#endif
#if defined(KTEST_LINUX_SLAB_H)
#include <ktest/lib/slab.c>
#endif
#if defined(KTEST_LINUX_SORT_H)
#include <ktest/lib/sort.c>
#include <ktest/plain/sort.h>
#endif
#if defined(KTEST_LINUX_STRING_H)
#include <ktest/lib/string.c>
#endif
#if defined(KTEST_LINUX_STRING_H)
#include <ktest/lib/string_alloc.c>
#endif
#if defined(KTEST_LINUX_STRING_HELPERS_H)
#include <ktest/lib/string_helpers.c>
#endif
#if defined(KTEST_LINUX_STRINGHASH_H)
#include <ktest/lib/stringhash.c>
#endif
#if defined(KTEST_LINUX_TIME64_H)
#include <ktest/lib/time64.c>
#endif
#if defined(KTEST_LINUX_TIMERQUEUE_H)
#include <ktest/lib/timerqueue.c>
#endif
#if defined(KTEST_LINUX_UUID_H)
#include <ktest/lib/uuid.c>
#endif
#if defined(KTEST_LINUX_WAIT_H) || defined(KTEST_LINUX_COMPLETION_H) || defined(KTEST_LINUX_SEMAPHORE_H)
#include <ktest/lib/wait.c>
#endif
#if defined(KTEST_LINUX_PRINTK_H) || defined(KTEST_LINUX_PANIC_H) || defined(KTEST_LINUX_RATELIMIT_TYPES_H)
#include <ktest/lib/messages.c>
#include <ktest/plain/printk.h>
#endif
#if defined(KTEST_LINUX_WORKQUEUE_H)
#include <ktest/lib/workqueue.c>
#include <ktest/lib/workqueue_wait.c>
#include <ktest/lib/workqueue_alloc.c>
#endif
#if defined(KTEST_LINUX_HRTIMER_H)
#include <ktest/lib/hrtimer.c>
#include <ktest/lib/sched_hrtimeout.c>
#endif
#if defined(KTEST_LINUX_INTERRUPT_H)
#include <ktest/lib/softirq.c>
#endif
#if defined(KTEST_LINUX_IRQ_WORK_H) || defined(KTEST_LINUX_INTERRUPT_H)
#include <ktest/lib/irq_work.c>
#endif
#if defined(KTEST_LINUX_INTERRUPT_H)
#include <ktest/lib/irq.c>
#include <ktest/lib/irq_sim.c>
#endif
#ifdef KTEST_LINUX_SPRINTF_H
#include <ktest/plain/sprintf.h>
#endif
#ifdef KTEST_LINUX_CPUMASK_H
#include <ktest/lib/cpumask.c>
#include <ktest/plain/cpumask.h>
#endif
#ifdef KTEST_LINUX_MM_H
#include <ktest/lib/page_map.c>
#include <ktest/plain/pages.h>
#include <ktest/plain/vmalloc.h>
#endif
#ifdef KTEST_LINUX_PERCPU_H
#include <ktest/plain/percpu.h>
#endif
#ifdef KTEST_LINUX_UACCESS_H
#include <ktest/plain/uaccess.h>
#endif
#ifdef KTEST_LINUX_KTEST_LIST_CHECK_H
#include <ktest/lib/list_check.c>
#endif
#if defined(KTEST_LINUX_CRC_CCITT_H)
#include <ktest/lib/crc-ccitt.c>
#endif
#if defined(KTEST_LINUX_CRC_ITU_T_H)
#include <ktest/lib/crc-itu-t.c>
#endif
#if defined(KTEST_LINUX_CRC_T10DIF_H)
#include <ktest/lib/crc-t10dif.c>
#endif
#if defined(KTEST_LINUX_CRC32_H) || defined(KTEST_LINUX_CRC32C_H)
#include <ktest/lib/crc32.c>
#endif
#if defined(KTEST_LINUX_CRC4_H)
#include <ktest/lib/crc4.c>
#endif
#if defined(KTEST_LINUX_CRC64_H)
#include <ktest/lib/crc64.c>
#endif
#if defined(KTEST_LINUX_CRC7_H)
#include <ktest/lib/crc7.c>
#endif
#if defined(KTEST_LINUX_CRC8_H)
#include <ktest/lib/crc8.c>
#endif
#if defined(KTEST_LINUX_KTEST_XA_STATE_H)
#include <ktest/lib/xas_walk.c>
#include <ktest/lib/xas_store.c>
#include <ktest/lib/xas_split.c>
#include <ktest/lib/xarray.c>
#endif
#if defined(KTEST_LINUX_GENERIC_RADIX_TREE_H)
#include <ktest/lib/genradix.c>
#endif
#if defined(KTEST_LINUX_UNION_FIND_H)
#include <ktest/lib/union_find.c>
#endif
#if defined(KTEST_LINUX_RHASHTABLE_TYPES_H)
#include <ktest/lib/rhashtable.c>
#endif
#if defined(KTEST_LINUX_MAPLE_TREE_H)
#include <ktest/lib/mas_walk.c>
#include <ktest/lib/maple_tree.c>
#endif
#if defined(KTEST_LINUX_RADIX_TREE_H)
#include <ktest/lib/radix_tree.c>
#endif
#if defined(KTEST_LINUX_BITREV_H)
#include <ktest/lib/bitrev.c>
#endif
#if defined(KTEST_LINUX_IDR_H)
#include <ktest/lib/idr.c>
#include <ktest/lib/ida.c>
#endif
#if defined(KTEST_LINUX_KFIFO_H)
#include <ktest/lib/kfifo.c>
#endif
#if defined(KTEST_LINUX_BASE64_H)
#include <ktest/lib/base64.c>
#endif
#if defined(KTEST_LINUX_PACKING_H)
#include <ktest/lib/packing.c>
#endif
#if defined(KTEST_LINUX_PARSER_H)
#include <ktest/lib/parser.c>
#endif
#if defined(KTEST_LINUX_POLYNOMIAL_H)
#include <ktest/lib/polynomial.c>
#endif
#if defined(KTEST_LINUX_SEQ_BUF_H)
#include <ktest/lib/seq_buf.c>
#endif
#if defined(KTEST_LINUX_TEXTSEARCH_H)
#include <ktest/lib/textsearch.c>
#endif
#if defined(KTEST_LINUX_UCS2_STRING_H)
#include <ktest/lib/ucs2_string.c>
#endif
#if defined(KTEST_LINUX_WIN_MINMAX_H)
#include <ktest/lib/win_minmax.c>
#endif
#if defined(KTEST_LINUX_XXHASH_H)
#include <ktest/lib/xxhash.c>
#endif
#if defined(KTEST_LINUX_GENALLOC_H)
#include <ktest/lib/genalloc.c>
#endif
#if defined(KTEST_LINUX_MEMPOOL_H)
#include <ktest/lib/mempool.c>
#endif
#if defined(KTEST_LINUX_OBJPOOL_H)
#include <ktest/lib/objpool.c>
#endif
#if defined(KTEST_LINUX_PERCPU_COUNTER_H)
#include <ktest/lib/percpu_counter.c>
#endif
#if defined(KTEST_LINUX_PERCPU_REFCOUNT_H)
#include <ktest/lib/percpu-refcount.c>
#endif
#if defined(KTEST_LINUX_RCUREF_H)
#include <ktest/lib/rcuref.c>
#endif
#if defined(KTEST_LINUX_REF_TRACKER_H)
#include <ktest/lib/ref_tracker.c>
#endif
#if defined(KTEST_LINUX_SWAIT_H)
#include <ktest/lib/swait.c>
#endif
#if defined(KTEST_LINUX_WAIT_BIT_H)
#include <ktest/lib/wait_bit.c>
#endif
#if defined(KTEST_LINUX_WW_MUTEX_H)
#include <ktest/lib/ww_mutex.c>
#endif
#if defined(KTEST_LINUX_CAPABILITY_H) || defined(KTEST_LINUX_CRED_H)
#include <ktest/lib/cred.c>
#endif
#if defined(KTEST_LINUX_UIO_H)
#include <ktest/lib/iov_iter.c>
#include <ktest/lib/iov_pages.c>
#include <ktest/lib/iov_user.c>
#endif
#if defined(KTEST_LINUX_NOTIFIER_H)
#include <ktest/lib/notifier.c>
#endif
#if defined(KTEST_LINUX_PANIC_NOTIFIER_H)
#include <ktest/lib/panic_notifier.c>
#endif
#if defined(KTEST_LINUX_REBOOT_H)
#include <ktest/lib/reboot.c>
#endif
#if defined(KTEST_LINUX_SRCU_H)
#include <ktest/lib/srcu.c>
#endif
#if defined(KTEST_LINUX_UIDGID_H)
#include <ktest/lib/user_namespace.c>
#endif
#if defined(KTEST_LINUX_UTSNAME_H)
#include <ktest/lib/utsname.c>
#endif
#if defined(KTEST_LINUX_RSLIB_H)
#include <ktest/lib/reed_solomon.c>
#endif
#if defined(KTEST_LINUX_STACKTRACE_H) || defined(KTEST_LINUX_STACKDEPOT_H)
#include <ktest/lib/stacktrace.c>
#endif
#if defined(KTEST_LINUX_STACKDEPOT_H)
#include <ktest/lib/stackdepot.c>
#endif
#if defined(KTEST_LINUX_TIMER_H)
#include <ktest/lib/timer.c>
#endif
#if defined(KTEST_LINUX_TRACEPOINT_H)
#include <ktest/lib/tracepoint.c>
#endif
#if defined(KTEST_LINUX_TRACE_SEQ_H)
#include <ktest/lib/trace_seq.c>
#endif
#if defined(KTEST_LINUX_TRACE_EVENTS_H)
#include <ktest/lib/trace_events.c>
#endif
#if defined(KTEST_LINUX_SCATTERLIST_H)
#include <ktest/lib/scatterlist.c>
#include <ktest/lib/sg_walk.c>
#include <ktest/lib/sg_split.c>
#endif
#if defined(KTEST_LINUX_LZ4_H)
#include <ktest/lib/lz4.c>
#endif
#if defined(KTEST_LINUX_LZO_H)
#include <ktest/lib/lzo.c>
#endif
#if defined(KTEST_LINUX_ZLIB_H)
#include <ktest/lib/zlib.c>
#endif
#if defined(KTEST_LINUX_ZSTD_H)
#include <ktest/lib/zstd.c>
#endif
#if defined(KTEST_LINUX_SCATTERLIST_H) && defined(KTEST_LINUX_UIO_H)
#include <ktest/lib/sg_extract.c>
#endif
#if defined(KTEST_LINUX_DEVICE_H)
#include <ktest/lib/device_node.c>
#endif
#if defined(KTEST_LINUX_PROPERTY_H)
#include <ktest/lib/property.c>
#include <ktest/lib/fwnode.c>
#include <ktest/lib/fwnode_graph.c>
#include <ktest/lib/property_entries.c>
#include <ktest/lib/swnode.c>
#endif
#if defined(KTEST_LINUX_INET_H)
#include <ktest/lib/inet.c>
#endif
#if defined(KTEST_LINUX_OBJAGG_H)
#include <ktest/lib/objagg.c>
#include <ktest/lib/objagg_hints.c>
#endif
#if defined(KTEST_LINUX_PARMAN_H)
#include <ktest/lib/parman.c>
#endif
#if defined(KTEST_LINUX_ASSOC_ARRAY_H)
#include <ktest/lib/assoc_array.c>
#endif
#if defined(KTEST_LINUX_XZ_H)
#include <ktest/lib/xz.c>
#endif
