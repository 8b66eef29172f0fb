// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { z } from 'zod';

/** The configuration file's shape; schema.json is generated from it. */
const fileSettings = z
  .strictObject({
    sources: z.array(z.string()).describe('Source files linked into these tests, relative to the project.'),
    cflags: z.array(z.string()).describe('Compiler flags for these files.'),
  })
  .partial();

const moduleSettings = z
  .strictObject({
    params: z.record(z.string(), z.union([z.string(), z.number()])).describe('Parameters, set before init.'),
    initResult: z
      .union([z.string(), z.int()])
      .describe('What init returns when all is well, if not 0: -EAGAIN, -EINVAL or a number.'),
    ignoreWarnings: z.boolean().describe('The module warns on purpose: its warnings do not fail it.'),
  })
  .partial();

const machineSettings = z
  .strictObject({
    image: z.string().describe('ubuntu:24.04, debian:12, build:debian or a file; like --image.'),
    disk: z.string().describe('Size of the disk, such as 8G.'),
    packages: z.array(z.string()).describe('Packages that cloud-init installs at the first boot.'),
    cpus: z.int().min(1).describe('CPUs, split evenly among the nodes.'),
    nodes: z.int().min(1).describe('NUMA nodes.'),
    memory: z.string().describe('Memory, split evenly among the nodes, such as 8G.'),
    node: z.array(z.string()).describe('Each node by itself instead: cpus=4,memory=2G.'),
    distance: z.array(z.string()).describe('Distances between nodes: 0-1=31.'),
    smp: z.string().describe('sockets=N,cores=N,threads=N.'),
    kernel: z.string().describe("A kernel other than the image's; like --kernel."),
    initrd: z.string().describe("That kernel's initrd."),
    modules: z.string().describe("Folder with that kernel's lib/modules."),
    append: z.string().describe("Further words for the kernel's command line."),
    forward: z.array(z.string()).describe('Ports of 127.0.0.1 that lead to the machine: 8080:80.'),
    userData: z.string().describe('A file for cloud-init, like --user-data.'),
  })
  .partial();

export const configSchema = z
  .strictObject({
    $schema: z.string().describe('For editors; not used.'),
    cc: z.string().describe('The C compiler; default $CC, then gcc, then clang.'),
    tests: z.array(z.string()).describe('Folders or files with tests; default the whole project.'),
    exclude: z.array(z.string()).describe('Globs of paths, relative to the project, that are neither test nor source.'),
    sources: z.array(z.string()).describe('Other folders whose .c files may be linked in; like --source.'),
    include: z.array(z.string()).describe('Include folders, searched before the emulated headers.'),
    defines: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .describe('Macros: name and value; true is 1, false leaves it undefined.'),
    cflags: z.array(z.string()).describe('Further compiler flags for every file of the project.'),
    tree: z
      .string()
      .describe(
        'The kernel source tree to use where the emulated headers end, relative to the project; `headers` says when.',
      ),
    headers: z
      .enum(['emulated', 'tree'])
      .describe(
        'Like --headers: only the emulated ones, or always those of a tree. Default: a tree where a test needs it.',
      ),
    kernelVersion: z
      .string()
      .regex(/^\d+\.\d+(\.\d+)?$/)
      .describe('The version of the kernel whose names the emulated headers have, 5.4 to 6.18; default 6.12.'),
    libs: z.array(z.string()).describe('Further linker arguments, such as -lm.'),
    files: z.record(z.string(), fileSettings).describe('Settings by glob of a test or source file.'),
    modules: z
      .record(z.string(), moduleSettings)
      .describe('Settings by module, for self-tests that run in module_init().'),
    machines: z.record(z.string(), machineSettings).describe('Machines by name, for `ktest vm up NAME`.'),
    cpus: z.int().min(1).max(64).describe('Virtual CPUs (NR_CPUS).'),
    nodes: z.int().min(1).max(8).describe('NUMA nodes.'),
    memory: z.int().min(1).describe('Emulated memory in MiB.'),
    timeout: z.number().positive().describe('Seconds a case may take.'),
    totalTimeout: z.number().positive().describe('Seconds the whole run may take.'),
    outputLimit: z.int().min(1).describe('KiB that a case may print.'),
    stackSize: z.int().min(0).describe('KiB of its stack that a task may use; 0: no limit.'),
    jobs: z.int().min(1).describe('Programs and compilers run at once.'),
    retries: z.int().min(0).describe('How often a failed case is tried again.'),
  })
  .partial();

export type Config = z.infer<typeof configSchema>;
