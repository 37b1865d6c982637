import * as $protobuf from "protobufjs/minimal.js";

/** Namespace tcp. */
export namespace tcp {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a CloseRequest.
         * @deprecated Use tcp.v1.CloseRequest.$Properties instead.
         */
        interface ICloseRequest extends tcp.v1.CloseRequest.$Properties {
        }

        /** Represents a CloseRequest. */
        class CloseRequest {

            /**
             * Constructs a new CloseRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: tcp.v1.CloseRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CloseRequest uuid. */
            uuid: string;

            /**
             * Encodes the specified CloseRequest message. Does not implicitly {@link tcp.v1.CloseRequest.verify|verify} messages.
             * @param message CloseRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: tcp.v1.CloseRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CloseRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {tcp.v1.CloseRequest & tcp.v1.CloseRequest.$Shape} CloseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tcp.v1.CloseRequest & tcp.v1.CloseRequest.$Shape;

            /**
             * Creates a CloseRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns CloseRequest
             */
            static fromObject(object: { [k: string]: any }): tcp.v1.CloseRequest;

            /**
             * Creates a plain object from a CloseRequest message. Also converts values to other types if specified.
             * @param message CloseRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: tcp.v1.CloseRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this CloseRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace CloseRequest {

            /** Properties of a CloseRequest. */
            interface $Properties {

                /** CloseRequest uuid */
                uuid?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CloseRequest. */
            type $Shape = tcp.v1.CloseRequest.$Properties;
        }

        /**
         * Properties of a Response.
         * @deprecated Use tcp.v1.Response.$Properties instead.
         */
        interface IResponse extends tcp.v1.Response.$Properties {
        }

        /** Represents a Response. */
        class Response {

            /**
             * Constructs a new Response.
             * @param [properties] Properties to set
             */
            constructor(properties?: tcp.v1.Response.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Response ok. */
            ok: boolean;

            /**
             * Encodes the specified Response message. Does not implicitly {@link tcp.v1.Response.verify|verify} messages.
             * @param message Response message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: tcp.v1.Response.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {tcp.v1.Response & tcp.v1.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tcp.v1.Response & tcp.v1.Response.$Shape;

            /**
             * Creates a Response message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Response
             */
            static fromObject(object: { [k: string]: any }): tcp.v1.Response;

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @param message Response
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: tcp.v1.Response, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Response to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Response {

            /** Properties of a Response. */
            interface $Properties {

                /** Response ok */
                ok?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Response. */
            type $Shape = tcp.v1.Response.$Properties;
        }
    }
}
