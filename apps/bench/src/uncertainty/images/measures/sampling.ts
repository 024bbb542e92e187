import { takeRows } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import { predict } from '@thinned/train'
import type { Measures } from '../../study.ts'
import type { Images } from '../load-images.ts'
import type { ImageSettings } from '../settings.ts'

/**
 * The passes that sampling with a tolerance spends on some test images, beside as many samples of every image as the least certain one took: that
 * fixed sampling has about the same largest standard error.
 */
export async function sampling(
  { tolerances, maxSamples, sampledImages }: ImageSettings,
  net: Layer,
  test: Images,
  key: Key,
): Promise<Measures> {
  const images = takeRows(
    test,
    Array.from({ length: sampledImages }, (_, row) => row),
  )
  const measures: Record<string, number> = {}
  for (const tolerance of tolerances) {
    const began = performance.now()
    const { sampleCounts, standardError } = await predict(net, images, { tolerance, maxSamples, key })
    const between = performance.now()
    const counts = Array.from(sampleCounts!)
    const most = Math.max(...counts)
    const fixed = await predict(net, images, { samples: most, key })
    const ended = performance.now()
    // The standard error of a mean of n_i samples, by the deviation that many samples show.
    const errors = counts.map((count, row) => fixed.standardError![row]! * Math.sqrt(most / count))
    const of = `tolerance.${tolerance}`
    Object.assign(measures, {
      [`${of}.passes`]: counts.reduce((sum, count) => sum + count, 0) / counts.length,
      [`${of}.fixedPasses`]: most,
      [`${of}.largest`]: Math.max(...standardError!),
      [`${of}.fixedLargest`]: Math.max(...fixed.standardError!),
      [`${of}.trueLargest`]: Math.max(...errors),
      [`${of}.milliseconds`]: between - began,
      [`${of}.fixedMilliseconds`]: ended - between,
    })
  }
  return measures
}
