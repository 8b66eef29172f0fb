// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { configuredFlags, directiveFlags } from '../link/first-sources.js';
import { makefileSays } from '../project/module-makefile.js';
import type { Project } from '../project/project.js';
import type { SourceIndex } from '../project/source-index.js';
import { projectFlags } from '../toolchain/flags.js';

/** What a module's Makefile, the configuration and a source's own comments say of its compilation alone. */
export function ownFlags(source: string, project: Project, index: SourceIndex): string[] {
  return [
    ...makefileSays(source).flags,
    ...configuredFlags(source, project),
    ...directiveFlags(source, index.facts(source)),
  ];
}

/** A source's own include folders. */
export function ownFolders(source: string, project: Project, index: SourceIndex): string[] {
  const flags = [...projectFlags(project.config, project.root), ...ownFlags(source, project, index)];
  return flags.flatMap((flag, i) => {
    if (/^-(I|iquote|isystem|idirafter)$/.test(flag)) return [flags[i + 1] ?? ''];
    return flag.startsWith('-I') ? [flag.slice(2)] : [];
  });
}
