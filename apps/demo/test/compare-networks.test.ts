import { best, dropout, init, key, linear, sequential, type Tensor, tensor } from 'thinned'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { compareNetworks, type Training } from '../examples/kit/compare-networks.ts'

let printed: string[]
beforeEach(() => {
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
})
afterEach(() => vi.restoreAllMocks())

/** A training whose error follows from the seed. */
const training =
  (error: (seed: number) => number, consume: (tensor: Tensor) => void = (tensor) => tensor.dispose()): Training =>
  async (seed) => {
    const [model, backend] = [linear(2, 2), await best()]
    init(model, key(seed), { backend })
    consume(tensor([1], { backend }))
    return { model, scores: { loss: 1, error: error(seed) } }
  }

test('means, deviations and words for what is lower on every seed, higher on every seed, and neither', async () => {
  const networks = {
    plain: training((seed) => seed),
    lower: training((seed) => seed - 1),
    higher: training((seed) => seed + 0.5),
    unclear: training(() => 1),
  }
  await compareNetworks({ title: 'Four networks', networks }, ['--seeds', '3'])
  const text = printed.join('\n')
  expect(text).toContain('Four networks')
  expect(text).toMatch(/error .*1\.00 ± 1\.00 .*0\.00 ± 1\.00 .*1\.50 ± 1\.00 .*1\.00 ± 0\.00/)
  expect(text).toContain('Seeds 0 to 2, mean ± standard deviation.')
  expect(text).toContain('Lower: the error is lower on every seed; it changes by -1.00 ± 0.00.')
  expect(text).toContain('Higher: the error is higher on every seed; it changes by 0.50 ± 0.00.')
  expect(text).toContain(
    'Unclear: no clear difference in the error (lower on 1, higher on 1 of 3 seeds); it changes by 0.00 ± 1.00.',
  )
})

test('one seed is no evidence, and can be chosen', async () => {
  await compareNetworks({ title: '', networks: { a: training((seed) => seed), b: training(() => 0) } }, [
    '--seeds',
    '1',
    '--from',
    '7',
  ])
  expect(printed.join('\n')).toContain('Seed 7.')
  expect(printed.at(-1)).toBe('B: the error changes by -7.00; one seed tells nothing about a difference.')
})

test('a run that leaves a tensor behind is an error, and so are seeds that are none', async () => {
  const kept: Tensor[] = []
  const leaking = {
    a: training(
      () => 0,
      (tensor) => void kept.push(tensor),
    ),
  }
  await expect(compareNetworks({ title: '', networks: leaking }, ['--seeds', '1'])).rejects.toThrow('leaked 1 buffers')
  for (const tensor of kept) tensor.dispose()
  await expect(compareNetworks({ title: '', networks: leaking }, ['--seeds', '0'])).rejects.toThrow(
    '--seeds was given "0"',
  )
  await expect(compareNetworks({ title: '', networks: leaking }, ['--from', 'x'])).rejects.toThrow(
    '--from was given "x"',
  )
})

test('a network that misuses dropout is an error', async () => {
  const misused: Training = async () => ({
    model: sequential(linear(2, 2), dropout({ keep: 0.5 })),
    scores: { loss: 1 },
  })
  await expect(compareNetworks({ title: '', networks: { misused } }, ['--seeds', '1'])).rejects.toThrow(
    'The network misuses dropout: dropout1 (keep 0.5) is the last layer that changes the outputs.',
  )
})
