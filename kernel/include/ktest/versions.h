/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Names that came, went or changed between Linux 5.4 and 6.18, and in which versions each is there.
 *
 * The headers are those of 6.12 unless KTEST_KERNEL_VERSION says otherwise, which has the form of
 * LINUX_VERSION_CODE: 0x050a00 is 5.10. `ktest --kernel-version` sets it. Plain programs that do not
 * set it get the names that are gone, too.
 *
 * A line of the table: KTEST_HAS_NAME is true where the name exists; the comment says what does its work in
 * other versions. Or it is true where a function or macro has the form in the comment. KTEST_TREE_NAME is for messages only.
 * src/toolchain/moved-names.ts reads the table for messages, test/e2e/kernel-version.test.ts tries each line.
 */
#ifndef KTEST_VERSIONS_H
#define KTEST_VERSIONS_H

#if !defined(KTEST_KERNEL_VERSION) && !defined(KTEST_HOSTED)
#define KTEST_BEFORE(major, minor) 1
#else
#define KTEST_BEFORE(major, minor) (!KTEST_SINCE(major, minor))
#endif
#ifndef KTEST_KERNEL_VERSION
#define KTEST_KERNEL_VERSION 0x060c00
#endif
#define KTEST_SINCE(major, minor) (KTEST_KERNEL_VERSION >= (((major) << 16) + ((minor) << 8)))

/* clang-format off */
/* gone */
#define KTEST_HAS_pr_warning		KTEST_BEFORE(5, 5)	/* pr_warn */
#define KTEST_HAS_FIELD_SIZEOF		KTEST_BEFORE(5, 6)	/* sizeof_field */
#define KTEST_HAS_rcu_swap_protected	KTEST_BEFORE(5, 6)	/* rcu_replace_pointer */
#define KTEST_HAS_smp_read_barrier_depends KTEST_BEFORE(5, 9)	/* READ_ONCE */
#define KTEST_HAS_uninitialized_var	KTEST_BEFORE(5, 9)
#define KTEST_HAS_kzfree		KTEST_BEFORE(5, 10)	/* kfree_sensitive */
#define KTEST_HAS_MODULE_SUPPORTED_DEVICE KTEST_BEFORE(5, 12)
#define KTEST_HAS_EXPORT_UNUSED_SYMBOL	KTEST_BEFORE(5, 12)	/* EXPORT_SYMBOL */
#define KTEST_HAS_EXPORT_UNUSED_SYMBOL_GPL KTEST_BEFORE(5, 12)	/* EXPORT_SYMBOL_GPL */
#define KTEST_HAS_EXPORT_SYMBOL_GPL_FUTURE KTEST_BEFORE(5, 12)	/* EXPORT_SYMBOL_GPL */
#define KTEST_HAS_get_online_cpus	KTEST_BEFORE(5, 15)	/* cpus_read_lock */
#define KTEST_HAS_put_online_cpus	KTEST_BEFORE(5, 15)	/* cpus_read_unlock */
#define KTEST_HAS_complete_and_exit	KTEST_BEFORE(5, 17)	/* kthread_complete_and_exit */
#define KTEST_HAS_prandom_u32		KTEST_BEFORE(6, 1)	/* get_random_u32 */
#define KTEST_HAS_prandom_bytes		KTEST_BEFORE(6, 1)	/* get_random_bytes */
#define KTEST_HAS_get_random_int	KTEST_BEFORE(6, 1)	/* get_random_u32 */
#define KTEST_HAS_prandom_u32_max	KTEST_BEFORE(6, 2)	/* get_random_u32_below */
#define KTEST_HAS_strtobool		KTEST_BEFORE(6, 4)	/* kstrtobool */
#define KTEST_HAS_strlcpy		KTEST_BEFORE(6, 8)	/* strscpy */
#define KTEST_HAS_for_each_cpu_not	KTEST_BEFORE(6, 10)	/* for_each_clear_bit */
#define KTEST_HAS_no_llseek		KTEST_BEFORE(6, 12)
#define KTEST_HAS_PG_error		KTEST_BEFORE(6, 12)
#define KTEST_HAS_del_timer		KTEST_BEFORE(6, 15)	/* timer_delete */
#define KTEST_HAS_del_timer_sync	KTEST_BEFORE(6, 15)	/* timer_delete_sync */
#define KTEST_HAS_hrtimer_init		KTEST_BEFORE(6, 15)	/* hrtimer_setup */
#define KTEST_HAS_crc64_rocksoft	KTEST_BEFORE(6, 15)	/* crc64_nvme */
#define KTEST_HAS_from_timer		KTEST_BEFORE(6, 16)	/* timer_container_of */

/* new */
#define KTEST_HAS_fsleep		KTEST_SINCE(5, 8)	/* usleep_range */
#define KTEST_HAS_tasklet_setup		KTEST_SINCE(5, 9)	/* tasklet_init */
#define KTEST_HAS_krealloc_array	KTEST_SINCE(5, 11)	/* krealloc */
#define KTEST_HAS_kvrealloc		KTEST_SINCE(5, 15)	/* kvmalloc */
#define KTEST_HAS_timer_delete		KTEST_SINCE(6, 2)	/* del_timer */
#define KTEST_HAS_timer_delete_sync	KTEST_SINCE(6, 2)	/* del_timer_sync */
#define KTEST_HAS_timer_shutdown	KTEST_SINCE(6, 2)	/* del_timer */
#define KTEST_HAS_timer_shutdown_sync	KTEST_SINCE(6, 2)	/* del_timer_sync */
#define KTEST_HAS_list_count_nodes	KTEST_SINCE(6, 3)	/* list_for_each */
#define KTEST_HAS_vm_flags_set		KTEST_SINCE(6, 3)	/* vm_flags */
#define KTEST_HAS_in_range		KTEST_SINCE(6, 6)
#define KTEST_HAS_memdup_array_user	KTEST_SINCE(6, 7)	/* memdup_user */

#define KTEST_HAS_hrtimer_setup		KTEST_SINCE(6, 13)	/* hrtimer_init */
#define KTEST_HAS_crc64_nvme		KTEST_SINCE(6, 15)	/* crc64_rocksoft */
#define KTEST_HAS_timer_container_of	KTEST_SINCE(6, 16)	/* from_timer */
#define KTEST_HAS_BIT_U8		KTEST_SINCE(6, 16)	/* BIT */
#define KTEST_HAS_GENMASK_U8		KTEST_SINCE(6, 16)	/* GENMASK */
#define KTEST_HAS_EXPORT_SYMBOL_FOR_MODULES KTEST_SINCE(6, 17)	/* EXPORT_SYMBOL_NS_GPL */

/* changed */
#define KTEST_HAS_vmalloc_with_protection (!KTEST_SINCE(5, 8))	/* __vmalloc(size, gfp, prot) */
#define KTEST_HAS_tasklet_of_a_function (!KTEST_SINCE(5, 9))	/* DECLARE_TASKLET(name, func, data) */
#define KTEST_HAS_list_cmp_of_const	KTEST_SINCE(5, 13)	/* list_sort(priv, head, int (*)(void *, const struct list_head *, …)) */
#define KTEST_HAS_semaphore_with_count	KTEST_SINCE(6, 4)	/* DEFINE_SEMAPHORE(name, n) */
#define KTEST_HAS_kvrealloc_of_one_size	KTEST_SINCE(6, 12)	/* kvrealloc(p, size, gfp) */
#define KTEST_HAS_assign_str_with_source (!KTEST_SINCE(6, 10))	/* __assign_str(dst, src) */
#define KTEST_HAS_quoted_namespace	KTEST_SINCE(6, 13)	/* MODULE_IMPORT_NS("NS") */
#define KTEST_HAS_cpumask_next_wrap_of_two KTEST_SINCE(6, 15)	/* cpumask_next_wrap(n, mask) */

/* changed, in a tree's headers: the emulated ones do not have them */
#define KTEST_TREE_proc_ops		KTEST_SINCE(5, 6)	/* proc_create(name, mode, parent, const struct proc_ops *) */
#define KTEST_TREE_proc_ops_of_data	KTEST_SINCE(5, 6)	/* proc_create_data(name, mode, parent, const struct proc_ops *, data) */
#define KTEST_TREE_class_without_owner	KTEST_SINCE(6, 4)	/* class_create(name) */
/* clang-format on */

#endif
