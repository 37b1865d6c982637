import * as $protobuf from "protobufjs/minimal.js";

/** Namespace jobs. */
export namespace jobs {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a PushRequest.
         * @deprecated Use jobs.v1.PushRequest.$Properties instead.
         */
        interface IPushRequest extends jobs.v1.PushRequest.$Properties {
        }

        /** Represents a PushRequest. */
        class PushRequest {

            /**
             * Constructs a new PushRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.PushRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PushRequest job. */
            job: jobs.v1.Job;

            /**
             * Encodes the specified PushRequest message. Does not implicitly {@link jobs.v1.PushRequest.verify|verify} messages.
             * @param message PushRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.PushRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PushRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.PushRequest & jobs.v1.PushRequest.$Shape} PushRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.PushRequest & jobs.v1.PushRequest.$Shape;

            /**
             * Creates a PushRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PushRequest
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.PushRequest;

            /**
             * Creates a plain object from a PushRequest message. Also converts values to other types if specified.
             * @param message PushRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.PushRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PushRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace PushRequest {

            /** Properties of a PushRequest. */
            interface $Properties {

                /** PushRequest job */
                job?: jobs.v1.Job.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PushRequest. */
            type $Shape = jobs.v1.PushRequest.$Properties;
        }

        /**
         * Properties of a PushBatchRequest.
         * @deprecated Use jobs.v1.PushBatchRequest.$Properties instead.
         */
        interface IPushBatchRequest extends jobs.v1.PushBatchRequest.$Properties {
        }

        /** Represents a PushBatchRequest. */
        class PushBatchRequest {

            /**
             * Constructs a new PushBatchRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.PushBatchRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PushBatchRequest jobs. */
            jobs: jobs.v1.Job[];

            /**
             * Encodes the specified PushBatchRequest message. Does not implicitly {@link jobs.v1.PushBatchRequest.verify|verify} messages.
             * @param message PushBatchRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.PushBatchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PushBatchRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.PushBatchRequest & jobs.v1.PushBatchRequest.$Shape} PushBatchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.PushBatchRequest & jobs.v1.PushBatchRequest.$Shape;

            /**
             * Creates a PushBatchRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PushBatchRequest
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.PushBatchRequest;

            /**
             * Creates a plain object from a PushBatchRequest message. Also converts values to other types if specified.
             * @param message PushBatchRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.PushBatchRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PushBatchRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace PushBatchRequest {

            /** Properties of a PushBatchRequest. */
            interface $Properties {

                /** PushBatchRequest jobs */
                jobs?: jobs.v1.Job.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PushBatchRequest. */
            type $Shape = jobs.v1.PushBatchRequest.$Properties;
        }

        /**
         * Properties of a Pipelines.
         * @deprecated Use jobs.v1.Pipelines.$Properties instead.
         */
        interface IPipelines extends jobs.v1.Pipelines.$Properties {
        }

        /** Represents a Pipelines. */
        class Pipelines {

            /**
             * Constructs a new Pipelines.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.Pipelines.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pipelines pipelines. */
            pipelines: string[];

            /**
             * Encodes the specified Pipelines message. Does not implicitly {@link jobs.v1.Pipelines.verify|verify} messages.
             * @param message Pipelines message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.Pipelines.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pipelines message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.Pipelines & jobs.v1.Pipelines.$Shape} Pipelines
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.Pipelines & jobs.v1.Pipelines.$Shape;

            /**
             * Creates a Pipelines message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Pipelines
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.Pipelines;

            /**
             * Creates a plain object from a Pipelines message. Also converts values to other types if specified.
             * @param message Pipelines
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.Pipelines, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Pipelines to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Pipelines {

            /** Properties of a Pipelines. */
            interface $Properties {

                /** Pipelines pipelines */
                pipelines?: string[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pipelines. */
            type $Shape = jobs.v1.Pipelines.$Properties;
        }

        /**
         * Properties of a DeclareRequest.
         * @deprecated Use jobs.v1.DeclareRequest.$Properties instead.
         */
        interface IDeclareRequest extends jobs.v1.DeclareRequest.$Properties {
        }

        /** Represents a DeclareRequest. */
        class DeclareRequest {

            /**
             * Constructs a new DeclareRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.DeclareRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeclareRequest pipeline. */
            pipeline: { [k: string]: string };

            /**
             * Encodes the specified DeclareRequest message. Does not implicitly {@link jobs.v1.DeclareRequest.verify|verify} messages.
             * @param message DeclareRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.DeclareRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeclareRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.DeclareRequest & jobs.v1.DeclareRequest.$Shape} DeclareRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.DeclareRequest & jobs.v1.DeclareRequest.$Shape;

            /**
             * Creates a DeclareRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DeclareRequest
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.DeclareRequest;

            /**
             * Creates a plain object from a DeclareRequest message. Also converts values to other types if specified.
             * @param message DeclareRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.DeclareRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DeclareRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace DeclareRequest {

            /** Properties of a DeclareRequest. */
            interface $Properties {

                /** DeclareRequest pipeline */
                pipeline?: { [k: string]: string };

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeclareRequest. */
            type $Shape = jobs.v1.DeclareRequest.$Properties;
        }

        /**
         * Properties of an Empty.
         * @deprecated Use jobs.v1.Empty.$Properties instead.
         */
        interface IEmpty extends jobs.v1.Empty.$Properties {
        }

        /** Represents an Empty. */
        class Empty {

            /**
             * Constructs a new Empty.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.Empty.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Empty message. Does not implicitly {@link jobs.v1.Empty.verify|verify} messages.
             * @param message Empty message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.Empty.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Empty message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.Empty & jobs.v1.Empty.$Shape} Empty
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.Empty & jobs.v1.Empty.$Shape;

            /**
             * Creates an Empty message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Empty
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.Empty;

            /**
             * Creates a plain object from an Empty message. Also converts values to other types if specified.
             * @param message Empty
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.Empty, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Empty to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Empty {

            /** Properties of an Empty. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Empty. */
            type $Shape = jobs.v1.Empty.$Properties;
        }

        /**
         * Properties of a Job.
         * @deprecated Use jobs.v1.Job.$Properties instead.
         */
        interface IJob extends jobs.v1.Job.$Properties {
        }

        /** Represents a Job. */
        class Job {

            /**
             * Constructs a new Job.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.Job.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Job job. */
            job: string;

            /** Job id. */
            id: string;

            /** Job payload. */
            payload: Uint8Array;

            /** Job headers. */
            headers: { [k: string]: jobs.v1.HeaderValue };

            /** Job options. */
            options: jobs.v1.Options;

            /**
             * Encodes the specified Job message. Does not implicitly {@link jobs.v1.Job.verify|verify} messages.
             * @param message Job message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.Job.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Job message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.Job & jobs.v1.Job.$Shape} Job
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.Job & jobs.v1.Job.$Shape;

            /**
             * Creates a Job message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Job
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.Job;

            /**
             * Creates a plain object from a Job message. Also converts values to other types if specified.
             * @param message Job
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.Job, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Job to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Job {

            /** Properties of a Job. */
            interface $Properties {

                /** Job job */
                job?: string;

                /** Job id */
                id?: string;

                /** Job payload */
                payload?: Uint8Array;

                /** Job headers */
                headers?: { [k: string]: jobs.v1.HeaderValue.$Properties };

                /** Job options */
                options?: jobs.v1.Options.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Job. */
            type $Shape = jobs.v1.Job.$Properties;
        }

        /**
         * Properties of a HeaderValue.
         * @deprecated Use jobs.v1.HeaderValue.$Properties instead.
         */
        interface IHeaderValue extends jobs.v1.HeaderValue.$Properties {
        }

        /** Represents a HeaderValue. */
        class HeaderValue {

            /**
             * Constructs a new HeaderValue.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.HeaderValue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeaderValue value. */
            value: string[];

            /**
             * Encodes the specified HeaderValue message. Does not implicitly {@link jobs.v1.HeaderValue.verify|verify} messages.
             * @param message HeaderValue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.HeaderValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeaderValue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.HeaderValue & jobs.v1.HeaderValue.$Shape} HeaderValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.HeaderValue & jobs.v1.HeaderValue.$Shape;

            /**
             * Creates a HeaderValue message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns HeaderValue
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.HeaderValue;

            /**
             * Creates a plain object from a HeaderValue message. Also converts values to other types if specified.
             * @param message HeaderValue
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.HeaderValue, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this HeaderValue to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace HeaderValue {

            /** Properties of a HeaderValue. */
            interface $Properties {

                /** HeaderValue value */
                value?: string[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeaderValue. */
            type $Shape = jobs.v1.HeaderValue.$Properties;
        }

        /**
         * Properties of an Options.
         * @deprecated Use jobs.v1.Options.$Properties instead.
         */
        interface IOptions extends jobs.v1.Options.$Properties {
        }

        /** Represents an Options. */
        class Options {

            /**
             * Constructs a new Options.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.Options.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Options priority. */
            priority: number;

            /** Options pipeline. */
            pipeline: string;

            /** Options delay. */
            delay: number;

            /** Options auto_ack. */
            auto_ack: boolean;

            /** Options topic. */
            topic: string;

            /** Options metadata. */
            metadata: string;

            /** Options offset. */
            offset: number;

            /** Options partition. */
            partition: number;

            /**
             * Encodes the specified Options message. Does not implicitly {@link jobs.v1.Options.verify|verify} messages.
             * @param message Options message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.Options.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Options message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.Options & jobs.v1.Options.$Shape} Options
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.Options & jobs.v1.Options.$Shape;

            /**
             * Creates an Options message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Options
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.Options;

            /**
             * Creates a plain object from an Options message. Also converts values to other types if specified.
             * @param message Options
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.Options, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Options to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Options {

            /** Properties of an Options. */
            interface $Properties {

                /** Options priority */
                priority?: number;

                /** Options pipeline */
                pipeline?: string;

                /** Options delay */
                delay?: number;

                /** Options auto_ack */
                auto_ack?: boolean;

                /** Options topic */
                topic?: string;

                /** Options metadata */
                metadata?: string;

                /** Options offset */
                offset?: number;

                /** Options partition */
                partition?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Options. */
            type $Shape = jobs.v1.Options.$Properties;
        }

        /**
         * Properties of a Stats.
         * @deprecated Use jobs.v1.Stats.$Properties instead.
         */
        interface IStats extends jobs.v1.Stats.$Properties {
        }

        /** Represents a Stats. */
        class Stats {

            /**
             * Constructs a new Stats.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.Stats.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Stats stats. */
            stats: jobs.v1.Stat[];

            /**
             * Encodes the specified Stats message. Does not implicitly {@link jobs.v1.Stats.verify|verify} messages.
             * @param message Stats message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.Stats.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Stats message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.Stats & jobs.v1.Stats.$Shape} Stats
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.Stats & jobs.v1.Stats.$Shape;

            /**
             * Creates a Stats message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Stats
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.Stats;

            /**
             * Creates a plain object from a Stats message. Also converts values to other types if specified.
             * @param message Stats
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.Stats, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Stats to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Stats {

            /** Properties of a Stats. */
            interface $Properties {

                /** Stats stats */
                stats?: jobs.v1.Stat.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Stats. */
            type $Shape = jobs.v1.Stats.$Properties;
        }

        /**
         * Properties of a Stat.
         * @deprecated Use jobs.v1.Stat.$Properties instead.
         */
        interface IStat extends jobs.v1.Stat.$Properties {
        }

        /** Represents a Stat. */
        class Stat {

            /**
             * Constructs a new Stat.
             * @param [properties] Properties to set
             */
            constructor(properties?: jobs.v1.Stat.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Stat pipeline. */
            pipeline: string;

            /** Stat driver. */
            driver: string;

            /** Stat queue. */
            queue: string;

            /** Stat active. */
            active: number;

            /** Stat delayed. */
            delayed: number;

            /** Stat reserved. */
            reserved: number;

            /** Stat ready. */
            ready: boolean;

            /** Stat priority. */
            priority: number;

            /**
             * Encodes the specified Stat message. Does not implicitly {@link jobs.v1.Stat.verify|verify} messages.
             * @param message Stat message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: jobs.v1.Stat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Stat message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {jobs.v1.Stat & jobs.v1.Stat.$Shape} Stat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): jobs.v1.Stat & jobs.v1.Stat.$Shape;

            /**
             * Creates a Stat message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Stat
             */
            static fromObject(object: { [k: string]: any }): jobs.v1.Stat;

            /**
             * Creates a plain object from a Stat message. Also converts values to other types if specified.
             * @param message Stat
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: jobs.v1.Stat, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Stat to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Stat {

            /** Properties of a Stat. */
            interface $Properties {

                /** Stat pipeline */
                pipeline?: string;

                /** Stat driver */
                driver?: string;

                /** Stat queue */
                queue?: string;

                /** Stat active */
                active?: number;

                /** Stat delayed */
                delayed?: number;

                /** Stat reserved */
                reserved?: number;

                /** Stat ready */
                ready?: boolean;

                /** Stat priority */
                priority?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Stat. */
            type $Shape = jobs.v1.Stat.$Properties;
        }
    }
}
