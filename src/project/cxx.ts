// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Whether a source is C++: a program's, never a module's. */
export function isCxx(file: string): boolean {
  return /\.(?:cc|cpp|cxx)$/.test(file);
}

/** The identifiers in a name that a C++ compiler made (`_ZN5table3sawEjj`): namespaces, classes, the function, types of arguments. */
export function namesInMangled(symbol: string): string[] {
  const names: string[] = [];
  for (let at = 2; at < symbol.length; ) {
    const length = /^\d+/.exec(symbol.slice(at))?.[0];
    if (length === undefined) at++;
    else {
      const start = at + length.length;
      names.push(symbol.slice(start, start + Number(length)));
      at = start + Number(length);
    }
  }
  return names;
}
