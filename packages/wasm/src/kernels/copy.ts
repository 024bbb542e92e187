import type { Definition } from '../definition.ts'
import { emitCopyView } from '../strided/copy.ts'

/** out = x, whatever the strides, converted to the dtype of out as assignment to its typed array does. */
export const copy: Definition<'copy'> = (module) => emitCopyView(module)
