// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ktest, linux, repository, startProgram } from './rig.js';
import { includeFolder, syntaxCheck } from './syntax-check.js';

const headers = readdirSync(includeFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.h') && !/^(netinet|sys|ktest)\//.test(name))
  .sort();

const libc = [
  'assert',
  'errno',
  'fcntl',
  'limits',
  'pthread',
  'signal',
  'stdint',
  'stdio',
  'stdlib',
  'string',
  'sys/types',
  'time',
  'unistd',
];

/** Functions in kernel 6.12, so they have addresses, and members of structures may have their names. */
const functions = {
  'asm/page.h': 'clear_page copy_page pfn_to_kaddr virt_to_pfn',
  'linux/bitmap.h':
    'bitmap_and bitmap_andnot bitmap_clear bitmap_complement bitmap_equal bitmap_find_next_zero_area bitmap_from_arr64 bitmap_intersects bitmap_or bitmap_or_equal bitmap_release_region bitmap_replace bitmap_set bitmap_shift_left bitmap_shift_right bitmap_subset bitmap_to_arr64 bitmap_weight bitmap_weight_and bitmap_weight_andnot bitmap_xor bitmap_zero',
  'linux/capability.h': 'capable has_capability ns_capable',
  'linux/cpumask.h': 'cpu_active cpu_online cpu_possible cpu_present cpumask_assign_cpu num_online_cpus',
  'linux/cred.h': 'commit_creds get_cred override_creds prepare_creds put_cred revert_creds',
  'linux/delay.h': 'fsleep msleep msleep_interruptible ssleep usleep_range usleep_range_idle',
  'linux/device.h': 'device_lock device_trylock device_unlock',
  'linux/find.h':
    'find_first_and_bit find_first_bit find_first_zero_bit find_last_bit find_next_and_bit find_next_andnot_bit find_next_bit find_next_or_bit find_next_zero_bit find_nth_and_andnot_bit find_nth_and_bit find_nth_andnot_bit find_nth_bit',
  'linux/highmem.h': 'clear_highpage kmap kmap_atomic kmap_local_page kunmap memcpy_from_page memzero_page zero_user',
  'linux/firmware.h': 'firmware_request_nowarn release_firmware request_firmware request_firmware_direct',
  'linux/instrumented.h': 'instrument_copy_to_user instrument_memcpy_after instrument_read instrument_write',
  'linux/jump_label.h': 'static_key_count static_key_disable static_key_enable static_key_slow_dec static_key_slow_inc',
  'linux/kernel.h': 'tracing_off tracing_on',
  'linux/kthread.h': 'kthread_create_on_cpu kthread_park kthread_stop kthread_unpark',
  'linux/ktime.h': 'ktime_get_coarse ktime_get_coarse_real_ts64',
  'linux/lz4.h': 'LZ4_compressBound LZ4_compress_default LZ4_compress_HC LZ4_decompress_safe',
  'linux/lzo.h': 'lzo1x_1_compress lzo1x_decompress_safe',
  'linux/mm.h': 'compound_nr folio_put folio_size page_address page_shift page_size virt_to_head_page',
  'linux/mutex.h':
    '__mutex_init mutex_lock mutex_lock_interruptible mutex_lock_io mutex_lock_killable mutex_trylock mutex_unlock',
  'linux/nodemask.h': 'node_clear_state node_set_state node_state num_node_state',
  'linux/notifier.h':
    'atomic_notifier_call_chain blocking_notifier_chain_register notifier_from_errno notifier_to_errno',
  'linux/parser.h': 'match_int match_strdup match_token match_wildcard',
  'linux/percpu-refcount.h': 'percpu_ref_get percpu_ref_kill percpu_ref_put percpu_ref_tryget_live',
  'linux/percpu-rwsem.h': 'percpu_down_read percpu_down_write percpu_up_read percpu_up_write',
  'linux/preempt.h': 'migrate_disable migrate_enable preempt_count preempt_enable_nested',
  'linux/random.h': 'add_device_randomness get_random_bytes_wait rng_is_initialized wait_for_random_bytes',
  'linux/rbtree.h': 'rb_find rb_find_add_rcu rb_find_rcu',
  'linux/rcupdate.h':
    'call_rcu_hurry destroy_rcu_head init_rcu_head rcu_is_watching rcu_read_lock rcu_read_lock_any_held rcu_read_lock_bh rcu_read_lock_held rcu_read_lock_sched rcu_read_unlock rcu_read_unlock_bh rcu_read_unlock_sched synchronize_net synchronize_rcu_expedited',
  'linux/rwsem.h':
    'down_read down_read_interruptible down_read_killable down_read_trylock down_write down_write_killable down_write_trylock downgrade_write rwsem_is_contended up_read up_write',
  'linux/sched.h':
    'cpu_relax fatal_signal_pending need_resched sched_set_fifo sched_set_fifo_low sched_set_normal set_user_nice signal_pending signal_pending_state',
  'linux/scatterlist.h':
    'sg_alloc_table sg_copy_to_buffer sg_free_table sg_init_one sg_miter_next sg_next sg_set_buf sg_virt',
  'linux/seq_buf.h': 'seq_buf_clear seq_buf_printf seq_buf_puts seq_buf_str seq_buf_used',
  'linux/seqlock.h': 'write_sequnlock_irqrestore',
  'linux/spinlock.h':
    'spin_is_contended spin_is_locked spin_lock spin_lock_bh spin_lock_irq spin_needbreak spin_trylock spin_trylock_bh spin_trylock_irq spin_unlock spin_unlock_bh spin_unlock_irq spin_unlock_irqrestore',
  'linux/topology.h': 'numa_mem_id numa_node_id',
  'linux/tracepoint.h': 'tracepoint_probe_register tracepoint_probe_unregister tracepoint_synchronize_unregister',
  'linux/uaccess.h': '__copy_from_user __copy_to_user copy_from_user copy_to_user',
  'linux/uio.h':
    'copy_from_iter copy_to_iter iov_iter_advance iov_iter_count iov_iter_kvec iov_iter_revert iov_iter_truncate',
  'linux/wait.h': 'init_waitqueue_entry',
  'linux/wait_bit.h': 'clear_and_wake_up_bit wait_on_bit wait_on_bit_lock wake_up_bit wake_up_var',
  'linux/zlib.h': 'zlib_deflate zlib_deflateEnd zlib_inflate zlib_inflateEnd zlib_inflate_blob',
  'linux/zstd.h': 'zstd_compress_cctx zstd_decompress_dctx zstd_is_error',
  'linux/ww_mutex.h': 'ww_acquire_fini ww_mutex_init ww_mutex_lock ww_mutex_trylock ww_mutex_unlock',
};

describe.each(['gcc', 'clang'])('emulated headers with %s', (cc) => {
  async function compile(sources: Record<string, string>, standard = 'gnu11'): Promise<string> {
    const cflags = (await ktest(['flags', '--cflags'])).stdout.trim().replace('-std=gnu11', `-std=${standard}`);
    return syntaxCheck(sources, `${cc} ${cflags} -Wall -Wextra -Werror`);
  }

  test('each compiles alone, without a warning', async () => {
    expect(headers.length).toBeGreaterThan(100);
    // clang sees a third of them here and all in test/long/header-languages.
    const some = headers.filter((_, i) => cc === 'gcc' || i % 3 === 0);
    const sources = Object.fromEntries(some.map((header, i) => [`h${i}.c`, `#include <${header}>\n`]));
    expect(await compile(sources)).toBe('');
  });

  test('macros in use give no warning', async () => {
    const source = readFileSync(path.join(repository, 'test/e2e/macros-in-use.c'), 'utf8');
    const unused = '#pragma GCC diagnostic ignored "-Wunused-variable"\n';
    expect(await compile({ 'main.c': `${unused}${source}` })).toBe('');
  });

  test('each goes with libc headers, before and after them', async () => {
    const kernel = ['kernel', 'list', 'slab', 'string', 'printk', 'spinlock', 'fs', 'random', 'kthread']
      .map((name) => `#include <linux/${name}.h>\n`)
      .join('');
    const sources: Record<string, string> = {};
    for (const name of libc) {
      const file = name.replace('/', '_');
      sources[`${file}_first.c`] = `#include <${name}.h>\n${kernel}#include <kunit/test.h>\n`;
      sources[`${file}_last.c`] = `${kernel}#include <kunit/test.h>\n#include <${name}.h>\n`;
    }
    expect(await compile(sources)).toBe('');
  });

  test('functions are functions: they have addresses, and members may have their names', async () => {
    const sources = Object.entries(functions).map(([header, names], i) => {
      const each = names.split(' ');
      return [
        `f${i}.c`,
        [
          `#include <${header}>`,
          ...each.map(
            (name) => `extern typeof(${name}) *address_of_${name};\ntypeof(${name}) *address_of_${name} = ${name};`,
          ),
          `struct operations { ${each.map((name) => `int (*${name})(int, int);`).join(' ')} };`,
          'int call(const struct operations *ops);',
          `int call(const struct operations *ops) { return ${each.map((name) => `ops->${name}(1, 2)`).join(' + ')}; }`,
          '',
        ].join('\n'),
      ];
    });
    expect(await compile(Object.fromEntries(sources))).toBe('');
  });

  test('files of lib/ that docs/lib-files.md lists: a tenth of them', async () => {
    const page = readFileSync(path.join(repository, 'docs/lib-files.md'), 'utf8');
    const files = [...page.matchAll(/^- (lib\/\S+\.c)$/gm)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThanOrEqual(169);
    const sample = files.filter((_, i) => i % 10 === 0);
    const { stdout } = await ktest(['flags', '--cflags', '--cc', cc]);
    const flags = [...stdout.trim().split(' '), '-w', '-Werror=implicit-function-declaration', '-fsyntax-only'];
    for (const file of sample) {
      const source = path.join(linux, file);
      const done = await startProgram(cc, [...flags, `-I${path.dirname(source)}`, source]).done;
      expect(done.stderr, file).toBe('');
    }
  });

  test('the next standard of C', async () => {
    const sources = { 'all.c': headers.map((header) => `#include <${header}>\n`).join('') };
    expect(await compile(sources, 'gnu2x')).toBe('');
  });

  test('the version is that of the emulated interface', async () => {
    const source =
      '#include <linux/version.h>\n_Static_assert(LINUX_VERSION_CODE >> 8 == (6 << 8 | 12) && KERNEL_VERSION(6, 13, 0) > LINUX_VERSION_CODE, "");\n';
    expect(await compile({ 'version.c': source })).toBe('');
  });

  test('what a parameter array and its functions are called', async () => {
    const source = `#include <kunit/test.h>
static int next[] = { 1, 2 };
static void describe(int *value, char *desc) { *desc = *value; }
KUNIT_ARRAY_PARAM(numbers, next, describe);
static struct { const char *desc; } prev[] = { { "a" } };
KUNIT_ARRAY_PARAM_DESC(names, prev, desc);
const void *use(const void *p, char *d);
const void *use(const void *p, char *d) { return numbers_gen_params(p, d) ?: names_gen_params(p, d); }
`;
    expect(await compile({ 'params.c': source })).toBe('');
  });
});
