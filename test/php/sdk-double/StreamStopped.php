<?php

declare(strict_types=1);

namespace SdkDouble;

/** Thrown into a body's generator when the client of a stream is gone. */
final class StreamStopped extends \RuntimeException
{
}
