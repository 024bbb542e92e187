/** ln((1 + s) / (1 − s)) = 2s + 2s³ · (1/3 + s²/5 + …) to s^25 in Horner's form, for |s| ≤ 0.172. */
export function twiceArtanh(s: number): number {
  const z = s * s
  return (
    2 * s +
    2 *
      s *
      z *
      (1 / 3 +
        z *
          (1 / 5 +
            z *
              (1 / 7 +
                z *
                  (1 / 9 +
                    z *
                      (1 / 11 +
                        z *
                          (1 / 13 +
                            z *
                              (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21 + z * (1 / 23 + z * (1 / 25))))))))))))
  )
}
