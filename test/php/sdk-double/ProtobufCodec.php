<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Contexts as protobuf, from 3.5 on. Follows: spec 03 §4.2, §4.5.
 */
final class ProtobufCodec implements Codec
{
    public function flag(): int
    {
        return Frame::PROTO;
    }

    public function request(Payload $payload): Request
    {
        $text = array_fill_keys([1, 2, 3, 4, 7, 9], '');
        $maps = [5 => [], 6 => [], 10 => []];
        $parsed = false;
        foreach (Protobuf::fields($payload->header) as [$number, $value]) {
            if (isset($maps[$number])) {
                [$name, $values] = self::entry($value);
                $maps[$number][$name] = $values;
            } elseif ($number === 8) {
                $parsed = $value !== 0;
            } else {
                $text[$number] = $value;
            }
        }
        parse_str($text[7], $query);

        return new Request(
            $text[1],
            $text[2],
            $text[3],
            $text[4],
            JsonCodec::named($maps[5]),
            array_map(static fn (array $values): string => implode(',', $values), $maps[6]),
            json_decode($text[9], true) ?? [],
            ['rr_parsed_body' => $parsed] + array_map(static fn (array $values): string => $values[0] ?? '', $maps[10]),
            $query,
            $parsed && $payload->body === '' ? '{}' : $payload->body,
            $parsed,
        );
    }

    public function response(int $status, array $headers): string
    {
        $context = Protobuf::varint(1, $status);
        foreach ($headers as $name => $values) {
            $value = implode('', array_map(
                static fn (string $one): string => Protobuf::bytes(1, $one),
                array_filter(is_array($values) ? $values : [$values], is_string(...)),
            ));
            if ($value !== '') {
                $context .= Protobuf::bytes(2, Protobuf::bytes(1, (string) $name) . Protobuf::bytes(2, $value));
            }
        }

        return $context;
    }

    /** @return array{string, list<string>} */
    private static function entry(string $bytes): array
    {
        $name = '';
        $values = [];
        foreach (Protobuf::fields($bytes) as [$number, $value]) {
            if ($number === 1) {
                $name = $value;
            } else {
                $values = array_column(Protobuf::fields($value), 1);
            }
        }

        return [$name, $values];
    }
}
