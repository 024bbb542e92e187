import type { EmitKernel } from '../kernel.ts'
import { emitCopyView } from '../strided/copy-view.ts'

/** out = x, whatever the strides, converted to the dtype of out as assignment to its typed array does. */
export const copy: EmitKernel<'copy'> = (module) => emitCopyView(module)
