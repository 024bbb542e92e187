import { match } from 'node:assert/strict'
import type { Law } from '../check.ts'
import { equalNumbers, figureOf, start } from '../visit.ts'

export const law: Law = {
  says: 'where WebAssembly is refused it says so, and shows the same numbers',
  async check({ open }, { id, hasWorker }) {
    const pages = await Promise.all(
      (['plain', 'no-wasm'] as const).map(async (host) => {
        const { page } = await open(host, `#${id}`, { still: true, expected: /WebAssembly|wasm-eval/ })
        await figureOf(page, id)
        await start(page, id)
        return page
      }),
    )
    await equalNumbers(pages[0]!, pages[1]!, id, 'The numbers differ where WebAssembly is refused')
    if (hasWorker)
      match((await pages[1]!.locator(`#${id} .figure`).textContent()) ?? '', /WebAssembly|reference|plain TypeScript/i)
  },
}
