import { exp, sigmoid } from '@thinned/math/float64'

/** What decides how a plant does. */
export interface Plant {
  readonly crop: 'basil' | 'cucumber' | 'pepper' | 'tomato'
  readonly soil: 'coir' | 'loam' | 'peat'
  readonly light: number
  readonly temperature: number
  readonly humidity: number
  readonly water: number
  readonly nitrogen: number
  readonly spacing: number
  readonly careless: boolean
}

/** The temperature a crop likes best, the light that brings it halfway, and its thirst. */
const NEEDS = {
  basil: { temperature: 24, light: 6, thirst: 0.8 },
  cucumber: { temperature: 26, light: 9, thirst: 1.3 },
  pepper: { temperature: 25, light: 11, thirst: 0.9 },
  tomato: { temperature: 22, light: 13, thirst: 1.1 },
} as const

/** How fast a soil dries. */
const DRYNESS = { coir: 1.3, loam: 1, peat: 0.85 } as const

/** How well a plant does: a product of what each thing allows, in (0, 1). */
export function grow({ crop, soil, light, temperature, humidity, water, nitrogen, spacing, careless }: Plant): number {
  const needs = NEEDS[crop]
  const warmth = bell((temperature - needs.temperature) / 5)
  const brightness = light / (light + needs.light)
  // Warm plants on dry soil drink more; too little and too much are both bad.
  const drink = water / (needs.thirst * DRYNESS[soil] * (0.06 * temperature))
  const moisture = bell((drink - 1.1) / 0.6)
  // More light needs more food.
  const food = bell((nitrogen - (90 + 4 * light)) / 120)
  // Mould: in damp air, between plants that stand close.
  const mould = sigmoid((humidity - 80 - 0.3 * (spacing - 40)) / 4)
  return warmth * brightness * (0.35 + 0.65 * moisture) * (0.5 + 0.5 * food) * (1 - 0.7 * mould) * (careless ? 0.75 : 1)
}

function bell(x: number): number {
  return exp(-x * x)
}
