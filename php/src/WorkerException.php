<?php

declare(strict_types=1);

namespace Courser;

/** The channel to the server is missing, broken or speaks something else. */
final class WorkerException extends \RuntimeException
{
}
