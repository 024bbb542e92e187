import { type Code, type Type, unsigned } from './code.ts'

/** The code of loops, and of constants with what tells them apart. */
const loops = new WeakSet<Code>()
const constants = new WeakMap<Code, string>()

export function markLoop(code: Code): Code {
  loops.add(code)
  return code
}

export function markConstant(code: Code, name: string): Code {
  constants.set(code, name)
  return code
}

/**
 * The body of a function with the constants of its loops in variables, which are set first. An engine makes a constant of 128 bits anew
 * wherever the code has it, by three instructions; a variable stays in a register, or is loaded. `locals` gets the variables.
 */
export function holdConstants(body: Code, parameters: number, locals: Type[]): Code {
  const held = new Map<string, Code>()
  const first: Code[] = []
  const visit = (code: Code, isInLoop: boolean): Code => {
    const name = isInLoop ? constants.get(code) : undefined
    if (name !== undefined) {
      let read = held.get(name)
      if (!read) {
        const index = unsigned(parameters + locals.push('v128') - 1)
        first.push([code, 0x21, index])
        read = [0x20, index]
        held.set(name, read)
      }
      return read
    }
    const isWithin = isInLoop || loops.has(code)
    let changed: (number | Uint8Array | Code)[] | undefined
    for (let i = 0; i < code.length; i++) {
      const part = code[i]!
      if (typeof part === 'number' || !isCode(part)) continue
      const visited = visit(part, isWithin)
      if (visited !== part) {
        changed ??= [...code]
        changed[i] = visited
      }
    }
    return changed ?? code
  }
  const rest = visit(body, false)
  return [first, rest]
}

function isCode(part: Uint8Array | Code): part is Code {
  return Array.isArray(part)
}
