const WIDTH = 24

/** Two bars that are redrawn in place on a terminal; elsewhere a line at every tenth of the way. */
export function progress(
  stream: NodeJS.WriteStream,
  names: readonly string[],
): { show(name: string, done: number, of: number, note: string): void; end(): void } {
  const lines = new Map(names.map((name) => [name, bar(name, 0, 1, 'starting')]))
  const longest = Math.max(...names.map((name) => name.length))
  let drawn = false
  function bar(name: string, done: number, of: number, note: string): string {
    const full = Math.floor((WIDTH * done) / of)
    return `${name.padEnd(Math.max(...names.map((n) => n.length)))} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${of} ${note}`
  }
  return {
    show(name, done, of, note) {
      const line = bar(name, done, of, note)
      lines.set(name, line)
      if (stream.isTTY) {
        stream.write(
          `${drawn ? `\x1b[${names.length}A` : ''}${[...lines.values()].map((text) => `\x1b[2K${text.slice(0, stream.columns || 80)}\n`).join('')}`,
        )
        drawn = true
      } else if (done === of || done % Math.max(1, Math.round(of / 10)) === 0) {
        stream.write(`${name.padEnd(longest)} ${done}/${of} ${note}\n`)
      }
    },
    end() {
      drawn = false
    },
  }
}
