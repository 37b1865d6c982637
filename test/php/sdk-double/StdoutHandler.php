<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Keeps what an application echoes out of the frames: it goes to standard error. Follows: spec 01 §15.2.
 */
final class StdoutHandler
{
    private const HEADER_WARNING = 'Could not explicitly send a headers "%s" using PHP header() function.'
        . ' Please use RoadRunner response object instead';

    public static function register(): void
    {
        ob_start(static function (string $chunk): string {
            if ($chunk !== '') {
                file_put_contents('php://stderr', $chunk);
            }

            return '';
        }, 1);

        header_register_callback(static function (): void {
            if (headers_list() !== []) {
                file_put_contents('php://stderr', self::HEADER_WARNING);
            }
        });
    }
}
