// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Cuts a stream into lines; a flood without a line end is cut, too. */
export class Lines {
  private rest = '';
  private readonly decoder = new TextDecoder();

  constructor(
    private readonly onLine: (line: string) => void,
    private readonly longest = 64 * 2 ** 20,
  ) {}

  add(data: Buffer): void {
    const lines = (this.rest + this.decoder.decode(data, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line);
    if (this.rest.length > this.longest) this.flush();
  }

  /** What has no line end yet is a line, too. */
  flush(): void {
    const line = this.rest;
    this.rest = '';
    if (line !== '') this.onLine(line);
  }
}
