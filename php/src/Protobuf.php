<?php

declare(strict_types=1);

namespace Courser;

/**
 * The two messages of `http.v1` that a worker needs, in the protobuf wire format.
 *
 *     Request:  1 remote_addr  2 protocol  3 method  4 uri  5 header  6 cookies  7 raw_query  8 parsed  9 uploads (JSON)  10 attributes
 *     Response: 1 status  2 headers      (maps: 1 name, 2 { repeated 1 value })
 *
 * @internal
 */
final class Protobuf
{
    private const TEXT_FIELDS = [1 => 'remoteAddr', 2 => 'protocol', 3 => 'method', 4 => 'uri', 7 => 'rawQuery'];
    private const MAP_FIELDS = [5 => 'headers', 6 => 'cookies', 10 => 'attributes'];
    private const PARSED_FIELD = 8;
    private const UPLOADS_FIELD = 9;

    /** @return array<string, mixed> */
    public static function decodeRequest(string $bytes): array
    {
        $context = array_fill_keys(self::TEXT_FIELDS, '') + array_fill_keys(self::MAP_FIELDS, []);
        $context += ['parsed' => false, 'uploads' => null];
        foreach (self::fields($bytes) as [$number, $value]) {
            if (isset(self::MAP_FIELDS[$number])) {
                [$name, $values] = self::mapEntry((string) $value);
                $context[self::MAP_FIELDS[$number]][$name] = $number === 6 ? implode(',', $values) : $values;
            } elseif (isset(self::TEXT_FIELDS[$number])) {
                $context[self::TEXT_FIELDS[$number]] = $value;
            } elseif ($number === self::PARSED_FIELD) {
                $context['parsed'] = $value === 1;
            } elseif ($number === self::UPLOADS_FIELD) {
                $context['uploads'] = json_decode((string) $value, true);
            }
        }

        return $context;
    }

    /** @param array<string, list<string>> $headers */
    public static function encodeResponse(int $status, array $headers): string
    {
        $bytes = self::tag(1, 0) . self::varint($status);
        foreach ($headers as $name => $values) {
            $list = '';
            foreach ($values as $value) {
                $list .= self::text(1, $value);
            }
            $bytes .= self::text(2, self::text(1, (string) $name) . self::text(2, $list));
        }

        return $bytes;
    }

    /** @return array{string, list<string>} */
    private static function mapEntry(string $bytes): array
    {
        $name = '';
        $values = [];
        foreach (self::fields($bytes) as [$number, $value]) {
            if ($number === 1) {
                $name = (string) $value;
            } else {
                foreach (self::fields((string) $value) as [, $text]) {
                    $values[] = (string) $text;
                }
            }
        }

        return [$name, $values];
    }

    /** @return iterable<array{int, int|string}> Number and value of each field, in order. */
    private static function fields(string $bytes): iterable
    {
        $end = strlen($bytes);
        for ($at = 0; $at < $end;) {
            $tag = self::readVarint($bytes, $at);
            $value = self::readVarint($bytes, $at);
            if (($tag & 7) === 2) {
                yield [$tag >> 3, substr($bytes, $at, $value)];
                $at += $value;
            } elseif (($tag & 7) === 0) {
                yield [$tag >> 3, $value];
            } else {
                throw new WorkerException('Received a request whose context is no http.v1 message');
            }
        }
    }

    private static function readVarint(string $bytes, int &$at): int
    {
        $value = 0;
        for ($shift = 0; isset($bytes[$at]); $shift += 7) {
            $byte = ord($bytes[$at++]);
            $value |= ($byte & 0x7f) << $shift;
            if ($byte < 0x80) {
                return $value;
            }
        }
        throw new WorkerException('Received a request whose context ends too early');
    }

    private static function text(int $number, string $value): string
    {
        return self::tag($number, 2) . self::varint(strlen($value)) . $value;
    }

    private static function tag(int $number, int $wireType): string
    {
        return chr($number << 3 | $wireType);
    }

    private static function varint(int $value): string
    {
        $bytes = '';
        while ($value > 0x7f) {
            $bytes .= chr($value & 0x7f | 0x80);
            $value >>= 7;
        }

        return $bytes . chr($value);
    }
}
