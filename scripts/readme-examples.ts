/** An example of a README: a `ts` block with the `text` block that follows it, which holds what the code prints. */
export interface Example {
  /** The line of the README on which the code's fence stands. */
  line: number
  code: string
  output: string
}

interface Block {
  language: string
  line: number
  text: string
  /** Whether only blank lines lie between the block before and this one. */
  adjoins: boolean
}

/** The code blocks of a page, in its order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let open: (Block & { fence: string; body: string[] }) | undefined
  let adjoins = false
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    const fence = line.match(/^\s*(`{3,})\s*(\w*)/)
    if (open !== undefined) {
      if (fence?.[1] === open.fence && fence[2] === '') {
        blocks.push({ ...open, text: open.body.join('\n') })
        open = undefined
        adjoins = true
      } else open.body.push(line)
    } else if (fence !== null) {
      open = { fence: fence[1]!, language: fence[2]!, line: index + 1, text: '', adjoins, body: [] }
    } else if (line.trim() !== '') adjoins = false
  }
  if (open !== undefined) throw new Error(`The code block that opens on line ${open.line} is never closed.`)
  return blocks
}

/** The examples of a README, in its order. */
export function examplesOf(markdown: string): Example[] {
  const blocks = blocksOf(markdown)
  return blocks.flatMap(({ language, line, text }, i) => {
    const next = blocks[i + 1]
    if (language !== 'ts' || next?.language !== 'text' || !next.adjoins) return []
    return [{ line, code: text, output: trimmed(next.text) }]
  })
}

/** A printed text without the blanks at the ends of its lines and at its end. */
export const trimmed = (text: string): string => text.replace(/[^\S\n]+$/gm, '').trimEnd()
