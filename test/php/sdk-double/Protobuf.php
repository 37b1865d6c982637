<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * As much of the protobuf wire format as `http.v1` needs: varints and length-delimited fields.
 */
final class Protobuf
{
    /**
     * The fields of a message in their order: number and value (int or bytes).
     *
     * @return list<array{int, int|string}>
     */
    public static function fields(string $bytes): array
    {
        $fields = [];
        for ($at = 0; $at < strlen($bytes);) {
            $tag = self::readVarint($bytes, $at);
            $value = self::readVarint($bytes, $at);
            if (($tag & 7) === 2) {
                $size = $value;
                $value = substr($bytes, $at, $size);
                $at += $size;
            } elseif (($tag & 7) !== 0) {
                throw new \RuntimeException('Unexpected wire type ' . ($tag & 7));
            }
            $fields[] = [$tag >> 3, $value];
        }

        return $fields;
    }

    public static function varint(int $number, int $value): string
    {
        return self::writeVarint($number << 3) . self::writeVarint($value);
    }

    public static function bytes(int $number, string $value): string
    {
        return self::writeVarint($number << 3 | 2) . self::writeVarint(strlen($value)) . $value;
    }

    private static function readVarint(string $bytes, int &$at): int
    {
        $value = 0;
        for ($shift = 0;; $shift += 7) {
            $byte = ord($bytes[$at++] ?? throw new \RuntimeException('Message ends inside a number'));
            $value |= ($byte & 0x7f) << $shift;
            if ($byte < 0x80) {
                return $value;
            }
        }
    }

    private static function writeVarint(int $value): string
    {
        $bytes = '';
        for (; $value > 0x7f; $value >>= 7) {
            $bytes .= chr($value & 0x7f | 0x80);
        }

        return $bytes . chr($value);
    }
}
