// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Headers made over the host's libraries: they are opened when used, and a missing one is named.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, results, startProgram, suite } from './rig.js';
import { includeFolder } from './syntax-check.js';

const compresses = `	static char text[1000], packed[2000], back[1000], work[LZ4_MEM_COMPRESS];
	int n = LZ4_compress_default(text, packed, 1000, 2000, work);`;

describe('compression over libraries', () => {
  test('a library that is not installed: the package is named', async () => {
    const root = folder({
      'absent_test.c': `#include <ktest/core.h>\n${suite({
        asks: '	kt_external("libabsent.so.9", "libabsent9", "absent_call");',
        goes_on: '	KUNIT_SUCCEED(test);',
      })}`,
    });
    const { cases } = await results([], { cwd: root });
    const package_ = 'libabsent9';
    expect(cases['asks']).toMatchObject({
      verdict: 'unsupported',
      reason: `absent_call() of libabsent.so.9 can not be had: install the package ${package_} (apt-get install ${package_})`,
    });
    expect(cases['goes_on']?.verdict).toBe('passed');
  });

  test.each(['address', 'undefined', 'thread'])('--sanitize %s', async (sanitizer) => {
    const root = folder({
      'lz4_test.c': `#include <linux/lz4.h>\n${suite({
        packs: `${compresses}\n	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe(packed, back, n, 1000), 1000);`,
      })}`,
    });
    const done = await ktest(['run', '--sanitize', sanitizer], { cwd: root });
    expect(done.stdout).toMatch(/^# Totals: pass:1 fail:0 /m);
  });

  test.each(['gcc', 'clang', 'g++'])('%s: a header-only program needs no library on its command line', async (cc) => {
    const name = cc === 'g++' ? 'prog.cc' : 'prog.c';
    const root = folder({
      [name]: `#include <linux/lz4.h>\n#include <linux/lzo.h>\n#include <linux/xz.h>\n#include <linux/zlib.h>\n#include <linux/zstd.h>\nint main(void)\n{\n${compresses}\n	return LZ4_decompress_safe(packed, back, n, 1000) != 1000 || zstd_max_clevel() != 22 || !xz_dec_init(XZ_DYNALLOC, 1 << 16);\n}\n`,
    });
    const flags = ['-Wall', '-Wextra', '-Werror', '-I', includeFolder, name, '-o', 'prog', '-lpthread'];
    expect((await startProgram(cc, flags, { cwd: root }).done).stderr).toBe('');
    expect((await startProgram(path.join(root, 'prog'), [], { cwd: root }).done).status).toBe(0);
  });

  test("clang's MemorySanitizer: what a library wrote for a header-only program is written", async () => {
    const root = folder({
      'prog.c': `#include <linux/lz4.h>\n#include <linux/zstd.h>\nint main(void)\n{\n${compresses}\n	zstd_parameters params = zstd_get_params(3, 1000);\n	int big = zstd_get_cparams(19, 1 << 20, 0).windowLog;\n\n	if (packed[0] == 1 || n > 1000 || params.cParams.windowLog > 30 || big != 20)\n		return 1;\n	return LZ4_decompress_safe(packed, back, n, 1000) != 1000 || back[999];\n}\n`,
    });
    const flags = ['-fsanitize=memory', '-Wall', '-Werror', '-I', includeFolder, 'prog.c', '-o', 'prog', '-lpthread'];
    expect((await startProgram('clang', flags, { cwd: root }).done).stderr).toBe('');
    expect(await startProgram(path.join(root, 'prog'), [], { cwd: root }).done).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});
