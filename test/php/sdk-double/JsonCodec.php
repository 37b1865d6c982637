<?php

declare(strict_types=1);

namespace SdkDouble;

/**
 * Contexts as JSON. Up to 3.4 answers carry no flag; from 3.5 on they carry the codec's. Follows: spec 03 §4.3.
 */
final class JsonCodec implements Codec
{
    public function __construct(private readonly int $flag)
    {
    }

    public function flag(): int
    {
        return $this->flag;
    }

    public function request(Payload $payload): Request
    {
        $context = json_decode($payload->header, true, 512, JSON_THROW_ON_ERROR);
        parse_str($context['rawQuery'], $query);

        return new Request(
            $context['remoteAddr'],
            $context['protocol'],
            $context['method'],
            $context['uri'],
            self::named((array) ($context['headers'] ?? [])),
            (array) ($context['cookies'] ?? []),
            (array) ($context['uploads'] ?? []),
            ['rr_parsed_body' => $context['parsed']] + (array) ($context['attributes'] ?? []),
            $query,
            $payload->body,
            $context['parsed'],
        );
    }

    public function response(int $status, array $headers): string
    {
        return json_encode(['status' => $status, 'headers' => $headers ?: (object) []], JSON_THROW_ON_ERROR);
    }

    /**
     * Drops the names that PHP turned into numbers, and the empty one.
     *
     * @param array<array-key, list<string>> $headers
     * @return array<string, list<string>>
     */
    public static function named(array $headers): array
    {
        return array_filter($headers, static fn (int|string $name): bool => is_string($name) && $name !== '', ARRAY_FILTER_USE_KEY);
    }
}
