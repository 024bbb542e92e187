import { match } from 'node:assert/strict'
import type { Law } from '../check.ts'
import { figureOf, sameShown, start } from '../visit.ts'

export const law: Law = {
  says: 'where WebAssembly is refused it says so, and shows the same numbers and pictures',
  async check({ open }, { id }) {
    const pages = await Promise.all(
      (['plain', 'no-wasm'] as const).map(async (host) => {
        const { page } = await open(host, `#${id}`, { still: true, expected: /WebAssembly|wasm-eval/ })
        await figureOf(page, id)
        await start(page, id)
        return page
      }),
    )
    await sameShown(pages[0]!, pages[1]!, id, 'The numbers differ where WebAssembly is refused', 15_000)
    const [plain, refused] = await Promise.all(pages.map((page) => page.locator(`#${id} .figure`).textContent()))
    if (/wasm|WebAssembly/i.test(plain ?? '')) match(refused ?? '', /reference|plain TypeScript/i)
  },
}
