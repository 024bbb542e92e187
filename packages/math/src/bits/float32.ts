const bits = /* @__PURE__ */ new Int32Array(1)
const value = /* @__PURE__ */ new Float32Array(bits.buffer)

/** The bits of the float32 x, as an int32. */
export function bitsOf(x: number): number {
  value[0] = x
  return bits[0]!
}

/** The float32 whose bits are those of the int32 `word`. */
export function ofBits(word: number): number {
  bits[0] = word
  return value[0]!
}

/** 2^k in float32 for the normal range −126 ≤ k ≤ 127, from the exponent's bits. */
export function powerOfTwo(k: number): number {
  return ofBits((k + 127) << 23)
}
