interface ArrayKinds {
  readonly Float32Array: Float32Array
  readonly Float64Array: Float64Array
  readonly Int32Array: Int32Array
  readonly Uint8Array: Uint8Array
}

/** The name of a typed array's kind, as its tag has it: `instanceof` does not know the arrays of another realm, such as a frame or a vm context. */
export function arrayKind(data: unknown): string | undefined {
  return ArrayBuffer.isView(data)
    ? (data as ArrayBufferView & { [Symbol.toStringTag]: string })[Symbol.toStringTag]
    : undefined
}

/** Whether this is a typed array of the kind, of any realm. */
export function isArrayKind<Kind extends keyof ArrayKinds>(data: unknown, kind: Kind): data is ArrayKinds[Kind] {
  return arrayKind(data) === kind
}
