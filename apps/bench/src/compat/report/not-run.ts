/** What was reported or read of other libraries, and why no program here asks for it. */
export const notRun: readonly string[] = [
  'TensorFlow.js: its transformer decoder and cached attention call dropout without `training`, so they never drop. The package does not export these layers.',
  'keras-cv: `DropBlock2D` compares rows with the width, and gives NaN where a block is as large as the map. A Python library.',
  'baal: `patch_module` knows two kinds of dropout, and `weight_drop` makes layers with new weights. A Python library.',
  'EfficientNet: `drop_connect` there is what the papers call stochastic depth (tensorflow/tensorflow#45916). A matter of names; nothing to run.',
]
