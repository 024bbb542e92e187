import { expect, test } from 'vitest'
import { style } from './style.ts'

/** The colors of each of the two schemes, by their names. */
const [light, dark] = style
  .split('prefers-color-scheme: dark')
  .map((part) =>
    Object.fromEntries([...part.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [name!, color!])),
  )

/** The relative luminance and the contrast of WCAG 2. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((i) => Number.parseInt(color.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

test.each([
  ['light', light!],
  ['dark', dark!],
])('in the %s scheme texts have a contrast of 4.5, lines of 3', (_, colors) => {
  for (const name of ['text', 'soft', 'link'])
    expect(contrast(colors[name]!, colors['page']!), name).toBeGreaterThan(4.5)
  for (const name of ['c0', 'c1', 'c2', 'c3']) expect(contrast(colors[name]!, colors['page']!), name).toBeGreaterThan(3)
})

/** What those without red, or without green, cones see (Viénot, Brettel and Mollon 1999), in linear RGB. */
const BLINDNESS = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
}

test.each(['light', 'dark'])('the color-blind tell the lines of the %s scheme apart', (scheme) => {
  const colors = scheme === 'light' ? light! : dark!
  for (const matrix of Object.values(BLINDNESS)) {
    const seen = ['c0', 'c1', 'c2', 'c3'].map((name) => {
      const linear = [1, 3, 5].map((i) => (Number.parseInt(colors[name]!.slice(i, i + 2), 16) / 255) ** 2.2)
      return [0, 1, 2].map(
        (row) =>
          Math.max(
            0,
            linear.reduce((sum, c, i) => sum + c * matrix[3 * row + i]!, 0),
          ) **
          (1 / 2.2),
      )
    })
    for (const [i, a] of seen.entries())
      for (const b of seen.slice(i + 1)) expect(Math.hypot(...a.map((c, k) => c - b[k]!))).toBeGreaterThan(0.15)
  }
})
