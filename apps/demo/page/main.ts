import { type ComponentType, h, render } from 'preact'
import { holdPlace } from './kit/hold-place.ts'
import type { UrlState } from './kit/url-state.ts'

/** The interactive part of each block, loaded when it comes near the part of the page that is seen. */
const figures = import.meta.glob<{ default: ComponentType }>('./blocks/*/figure.tsx')
const states = import.meta.glob<{ state: UrlState }>('./blocks/*/state.ts', { eager: true })

document.documentElement.classList.add('live')
if (new URLSearchParams(location.search).has('embed')) document.documentElement.classList.add('embed')

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      near.unobserve(target)
      void show(target as HTMLElement)
    }
  },
  { rootMargin: '300px' },
)
for (const place of document.querySelectorAll('[data-figure]')) near.observe(place)
holdPlace()

async function show(place: HTMLElement): Promise<void> {
  const load = figures[`./blocks/${place.dataset['figure']}/figure.tsx`]
  if (load === undefined) return
  try {
    const { default: Figure } = await load()
    place.replaceChildren()
    render(h(Figure, {}), place)
  } catch (error) {
    place.textContent = `This figure could not be loaded: ${error instanceof Error ? error.message : String(error)} Reload the page to try again.`
  }
}

// A link to what is shown: its address is made when it is needed.
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-link]')) {
  const { state } = states[`./blocks/${link.dataset['link']}/state.ts`] ?? {}
  if (state === undefined) continue
  const words = link.textContent
  link.addEventListener('pointerenter', () => {
    link.href = state.link()
  })
  link.addEventListener('focus', () => {
    link.href = state.link()
  })
  link.addEventListener('click', async (event) => {
    event.preventDefault()
    const address = state.link()
    history.replaceState(null, '', address)
    try {
      await navigator.clipboard.writeText(address)
      link.textContent = 'Copied'
    } catch {
      link.textContent = 'The address bar has it'
    }
    setTimeout(() => {
      link.textContent = words
    }, 2000)
  })
}
