/** The libraries whose counterparts the README lists. */
export type Library = 'PyTorch' | 'Keras' | 'TensorFlow.js' | 'Flax' | 'timm'

/** The counterpart of a variant in each library that has one, as Markdown. */
export type Elsewhere = Readonly<Partial<Record<Library, string>>>

/**
 * Each variant in other libraries, by its name here. An empty entry says that nobody found one, no entry that nobody looked.
 *
 * From reading, not running: the sources, documentation and issue threads of pytorch/pytorch and pytorch/vision, keras-team/keras (3) and
 * keras-team/keras-cv, tensorflow/tfjs (4.22), google/flax (linen and nnx) and huggingface/pytorch-image-models. They may hold more, outside
 * the obvious places. docs/compatibility.md shows what running them gave.
 */
export const dropoutElsewhere: Readonly<Record<string, Elsewhere>> = {
  dropout: {
    PyTorch: '`Dropout`',
    Keras: '`Dropout`',
    'TensorFlow.js': '`dropout`',
    Flax: '`Dropout`',
    timm: "PyTorch's",
  },
  gaussianDropout: { Keras: '`GaussianDropout`', 'TensorFlow.js': '`gaussianDropout`, without a seed' },
  gaussianNoise: { Keras: '`GaussianNoise`', 'TensorFlow.js': '`gaussianNoise`, without a seed' },
  alphaDropout: {
    PyTorch: '`AlphaDropout`',
    Keras: '`AlphaDropout`',
    'TensorFlow.js': '`alphaDropout`, which does not keep mean 0',
  },
  featureAlphaDropout: {
    PyTorch: '`FeatureAlphaDropout`',
    Keras: '`AlphaDropout` with `noise_shape`',
    'TensorFlow.js': '`alphaDropout` with `noiseShape`',
  },
  channelDropout: {
    PyTorch: '`Dropout1d`, `2d`, `3d`',
    Keras: '`SpatialDropout1D`, `2D`, `3D`',
    'TensorFlow.js': '`spatialDropout1d` only',
    Flax: '`Dropout` with `broadcast_dims`',
  },
  lockedDropout: {
    Keras: '`Dropout` with `noise_shape`, and an option of its recurrent layers',
    'TensorFlow.js': '`dropout` with `noiseShape`, and an option of its recurrent layers',
    Flax: '`Dropout` with `broadcast_dims`',
  },
  dropPath: {
    PyTorch: '`StochasticDepth` in torchvision',
    Keras: '`DropPath`, `StochasticDepth` in keras-cv',
    timm: '`DropPath`',
  },
  dropBlock: {
    PyTorch: '`DropBlock2d`, `3d` in torchvision',
    Keras: '`DropBlock2D` in keras-cv',
    timm: '`DropBlock2d`',
  },
  patchDropout: { timm: '`PatchDropout`' },
  attentionDropout: {
    PyTorch: 'an option of `MultiheadAttention`',
    Keras: 'an option of its attention layers',
    'TensorFlow.js': 'an option of `MultiHeadAttention`, which is not exported',
    Flax: 'an option of its attention layers',
    timm: "PyTorch's",
  },
  concreteDropout: {},
  standout: {},
  variationalDropout: {},
  sparseVariationalDropout: {},
  embeddingDropout: {},
  wordDropout: {},
  dropConnect: {},
  targetedDropout: {},
  layerDrop: {},
  zoneout: {},
}
