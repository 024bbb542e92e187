const word = /* @__PURE__ */ new Float64Array(1)
const halves = /* @__PURE__ */ new Int32Array(word.buffer)
const HIGH = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0

/** 2^k from k = −1022 to 1023. Made when first asked for: a number that is stored in two halves and read as a whole makes the processor wait. */
let powers: Float64Array | undefined

/** 2^k for the normal range −1022 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  powers ??= makePowers()
  return powers[k + 1022]!
}

function makePowers(): Float64Array {
  let power = 2.2250738585072014e-308
  return new Float64Array(2046).map(() => {
    const one = power
    power *= 2
    return one
  })
}

/** x · 2^k in two exact steps, so that only a subnormal result is rounded, once. */
export function scaleByPowerOfTwo(x: number, k: number): number {
  const half = k >> 1
  return x * powerOfTwo(half) * powerOfTwo(k - half)
}

/** The e of x = m · 2^e with √½ ≤ m < √2, for positive normal x. */
export function exponentOf(x: number): number {
  word[0] = x
  const e = (halves[HIGH]! >>> 20) - 1023
  return x * powerOfTwo(-e >> 1) * powerOfTwo(-e - (-e >> 1)) >= Math.SQRT2 ? e + 1 : e
}
