/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Array = $util.global.Array, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $Boolean = $util.global.Boolean, $BigInt = $util.global.BigInt;

// Exported root namespace
const $root = $protobuf.roots["courser_jobs"] || ($protobuf.roots["courser_jobs"] = {});

export const jobs = $root.jobs = (() => {

    /**
     * Namespace jobs.
     * @exports jobs
     * @namespace
     */
    const jobs = {};

    jobs.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof jobs
         * @namespace
         */
        const v1 = {};

        v1.PushRequest = (function() {

            /**
             * Properties of a PushRequest.
             * @typedef {Object} jobs.v1.PushRequest.$Properties
             * @property {jobs.v1.Job.$Properties} [job] PushRequest job
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PushRequest.
             * @memberof jobs.v1
             * @interface IPushRequest
             * @augments jobs.v1.PushRequest.$Properties
             * @deprecated Use jobs.v1.PushRequest.$Properties instead.
             */

            /**
             * Shape of a PushRequest.
             * @typedef {jobs.v1.PushRequest.$Properties} jobs.v1.PushRequest.$Shape
             */

            /**
             * Constructs a new PushRequest.
             * @memberof jobs.v1
             * @classdesc Represents a PushRequest.
             * @constructor
             * @param {jobs.v1.PushRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PushRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PushRequest job.
             * @member {jobs.v1.Job} job
             * @memberof jobs.v1.PushRequest
             * @instance
             */
            PushRequest.prototype.job = null;

            /**
             * Encodes the specified PushRequest message. Does not implicitly {@link jobs.v1.PushRequest.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.PushRequest
             * @static
             * @param {jobs.v1.PushRequest.$Properties} message PushRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PushRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.job != null && $Object.hasOwnProperty.call(message, "job"))
                    $root.jobs.v1.Job.encode(message.job, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PushRequest message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.PushRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.PushRequest & jobs.v1.PushRequest.$Shape} PushRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PushRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.PushRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.job = $root.jobs.v1.Job.decode(reader, reader.size(), $undefined, _depth + 1, message.job);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a PushRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.PushRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.PushRequest} PushRequest
             */
            PushRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.PushRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.PushRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.PushRequest();
                if (object.job != null) {
                    if (!$util.isObject(object.job))
                        throw $TypeError(".jobs.v1.PushRequest.job: object expected");
                    message.job = $root.jobs.v1.Job.fromObject(object.job, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a PushRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.PushRequest
             * @static
             * @param {jobs.v1.PushRequest} message PushRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            PushRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.job = null;
                if (message.job != null && $Object.hasOwnProperty.call(message, "job"))
                    object.job = $root.jobs.v1.Job.toObject(message.job, options, _depth + 1);
                return object;
            };

            /**
             * Converts this PushRequest to JSON.
             * @function toJSON
             * @memberof jobs.v1.PushRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            PushRequest.prototype.toJSON = function() {
                return PushRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PushRequest;
        })();

        v1.PushBatchRequest = (function() {

            /**
             * Properties of a PushBatchRequest.
             * @typedef {Object} jobs.v1.PushBatchRequest.$Properties
             * @property {Array.<jobs.v1.Job.$Properties>} [jobs] PushBatchRequest jobs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PushBatchRequest.
             * @memberof jobs.v1
             * @interface IPushBatchRequest
             * @augments jobs.v1.PushBatchRequest.$Properties
             * @deprecated Use jobs.v1.PushBatchRequest.$Properties instead.
             */

            /**
             * Shape of a PushBatchRequest.
             * @typedef {jobs.v1.PushBatchRequest.$Properties} jobs.v1.PushBatchRequest.$Shape
             */

            /**
             * Constructs a new PushBatchRequest.
             * @memberof jobs.v1
             * @classdesc Represents a PushBatchRequest.
             * @constructor
             * @param {jobs.v1.PushBatchRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PushBatchRequest = function (properties) {
                this.jobs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PushBatchRequest jobs.
             * @member {Array.<jobs.v1.Job>} jobs
             * @memberof jobs.v1.PushBatchRequest
             * @instance
             */
            PushBatchRequest.prototype.jobs = $util.emptyArray;

            /**
             * Encodes the specified PushBatchRequest message. Does not implicitly {@link jobs.v1.PushBatchRequest.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.PushBatchRequest
             * @static
             * @param {jobs.v1.PushBatchRequest.$Properties} message PushBatchRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PushBatchRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.jobs != null && message.jobs.length)
                    for (let i = 0; i < message.jobs.length; ++i)
                        $root.jobs.v1.Job.encode(message.jobs[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PushBatchRequest message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.PushBatchRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.PushBatchRequest & jobs.v1.PushBatchRequest.$Shape} PushBatchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PushBatchRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.PushBatchRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.jobs && message.jobs.length))
                                message.jobs = [];
                            message.jobs.push($root.jobs.v1.Job.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a PushBatchRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.PushBatchRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.PushBatchRequest} PushBatchRequest
             */
            PushBatchRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.PushBatchRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.PushBatchRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.PushBatchRequest();
                if (object.jobs) {
                    if (!$Array.isArray(object.jobs))
                        throw $TypeError(".jobs.v1.PushBatchRequest.jobs: array expected");
                    message.jobs = $Array(object.jobs.length);
                    for (let i = 0; i < object.jobs.length; ++i) {
                        if (!$util.isObject(object.jobs[i]))
                            throw $TypeError(".jobs.v1.PushBatchRequest.jobs: object expected");
                        message.jobs[i] = $root.jobs.v1.Job.fromObject(object.jobs[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a PushBatchRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.PushBatchRequest
             * @static
             * @param {jobs.v1.PushBatchRequest} message PushBatchRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            PushBatchRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.jobs = [];
                if (message.jobs && message.jobs.length) {
                    object.jobs = $Array(message.jobs.length);
                    for (let j = 0; j < message.jobs.length; ++j)
                        object.jobs[j] = $root.jobs.v1.Job.toObject(message.jobs[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this PushBatchRequest to JSON.
             * @function toJSON
             * @memberof jobs.v1.PushBatchRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            PushBatchRequest.prototype.toJSON = function() {
                return PushBatchRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PushBatchRequest;
        })();

        v1.Pipelines = (function() {

            /**
             * Properties of a Pipelines.
             * @typedef {Object} jobs.v1.Pipelines.$Properties
             * @property {Array.<string>} [pipelines] Pipelines pipelines
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Pipelines.
             * @memberof jobs.v1
             * @interface IPipelines
             * @augments jobs.v1.Pipelines.$Properties
             * @deprecated Use jobs.v1.Pipelines.$Properties instead.
             */

            /**
             * Shape of a Pipelines.
             * @typedef {jobs.v1.Pipelines.$Properties} jobs.v1.Pipelines.$Shape
             */

            /**
             * Constructs a new Pipelines.
             * @memberof jobs.v1
             * @classdesc Represents a Pipelines.
             * @constructor
             * @param {jobs.v1.Pipelines.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Pipelines = function (properties) {
                this.pipelines = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Pipelines pipelines.
             * @member {Array.<string>} pipelines
             * @memberof jobs.v1.Pipelines
             * @instance
             */
            Pipelines.prototype.pipelines = $util.emptyArray;

            /**
             * Encodes the specified Pipelines message. Does not implicitly {@link jobs.v1.Pipelines.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.Pipelines
             * @static
             * @param {jobs.v1.Pipelines.$Properties} message Pipelines message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Pipelines.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pipelines != null && message.pipelines.length)
                    for (let i = 0; i < message.pipelines.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.pipelines[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Pipelines message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.Pipelines
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.Pipelines & jobs.v1.Pipelines.$Shape} Pipelines
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Pipelines.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.Pipelines();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.pipelines && message.pipelines.length))
                                message.pipelines = [];
                            message.pipelines.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Pipelines message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.Pipelines
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.Pipelines} Pipelines
             */
            Pipelines.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.Pipelines)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.Pipelines: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.Pipelines();
                if (object.pipelines) {
                    if (!$Array.isArray(object.pipelines))
                        throw $TypeError(".jobs.v1.Pipelines.pipelines: array expected");
                    message.pipelines = $Array(object.pipelines.length);
                    for (let i = 0; i < object.pipelines.length; ++i)
                        message.pipelines[i] = $String(object.pipelines[i]);
                }
                return message;
            };

            /**
             * Creates a plain object from a Pipelines message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.Pipelines
             * @static
             * @param {jobs.v1.Pipelines} message Pipelines
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Pipelines.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.pipelines = [];
                if (message.pipelines && message.pipelines.length) {
                    object.pipelines = $Array(message.pipelines.length);
                    for (let j = 0; j < message.pipelines.length; ++j)
                        object.pipelines[j] = message.pipelines[j];
                }
                return object;
            };

            /**
             * Converts this Pipelines to JSON.
             * @function toJSON
             * @memberof jobs.v1.Pipelines
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Pipelines.prototype.toJSON = function() {
                return Pipelines.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Pipelines;
        })();

        v1.DeclareRequest = (function() {

            /**
             * Properties of a DeclareRequest.
             * @typedef {Object} jobs.v1.DeclareRequest.$Properties
             * @property {Object.<string,string>} [pipeline] DeclareRequest pipeline
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeclareRequest.
             * @memberof jobs.v1
             * @interface IDeclareRequest
             * @augments jobs.v1.DeclareRequest.$Properties
             * @deprecated Use jobs.v1.DeclareRequest.$Properties instead.
             */

            /**
             * Shape of a DeclareRequest.
             * @typedef {jobs.v1.DeclareRequest.$Properties} jobs.v1.DeclareRequest.$Shape
             */

            /**
             * Constructs a new DeclareRequest.
             * @memberof jobs.v1
             * @classdesc Represents a DeclareRequest.
             * @constructor
             * @param {jobs.v1.DeclareRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeclareRequest = function (properties) {
                this.pipeline = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeclareRequest pipeline.
             * @member {Object.<string,string>} pipeline
             * @memberof jobs.v1.DeclareRequest
             * @instance
             */
            DeclareRequest.prototype.pipeline = $util.emptyObject;

            /**
             * Encodes the specified DeclareRequest message. Does not implicitly {@link jobs.v1.DeclareRequest.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.DeclareRequest
             * @static
             * @param {jobs.v1.DeclareRequest.$Properties} message DeclareRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeclareRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pipeline != null && $Object.hasOwnProperty.call(message, "pipeline"))
                    for (let keys = $Object.keys(message.pipeline), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.pipeline[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeclareRequest message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.DeclareRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.DeclareRequest & jobs.v1.DeclareRequest.$Shape} DeclareRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeclareRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.DeclareRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (message.pipeline === $util.emptyObject)
                                message.pipeline = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.pipeline, key);
                            message.pipeline[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a DeclareRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.DeclareRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.DeclareRequest} DeclareRequest
             */
            DeclareRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.DeclareRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.DeclareRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.DeclareRequest();
                if (object.pipeline) {
                    if (!$util.isObject(object.pipeline))
                        throw $TypeError(".jobs.v1.DeclareRequest.pipeline: object expected");
                    message.pipeline = {};
                    for (let keys = $Object.keys(object.pipeline), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.pipeline, keys[i]);
                        message.pipeline[keys[i]] = $String(object.pipeline[keys[i]]);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a DeclareRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.DeclareRequest
             * @static
             * @param {jobs.v1.DeclareRequest} message DeclareRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DeclareRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.objects || options.defaults)
                    object.pipeline = {};
                let keys2;
                if (message.pipeline && (keys2 = $Object.keys(message.pipeline)).length) {
                    object.pipeline = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.pipeline, keys2[j]);
                        object.pipeline[keys2[j]] = message.pipeline[keys2[j]];
                    }
                }
                return object;
            };

            /**
             * Converts this DeclareRequest to JSON.
             * @function toJSON
             * @memberof jobs.v1.DeclareRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DeclareRequest.prototype.toJSON = function() {
                return DeclareRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeclareRequest;
        })();

        v1.Empty = (function() {

            /**
             * Properties of an Empty.
             * @typedef {Object} jobs.v1.Empty.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Empty.
             * @memberof jobs.v1
             * @interface IEmpty
             * @augments jobs.v1.Empty.$Properties
             * @deprecated Use jobs.v1.Empty.$Properties instead.
             */

            /**
             * Shape of an Empty.
             * @typedef {jobs.v1.Empty.$Properties} jobs.v1.Empty.$Shape
             */

            /**
             * Constructs a new Empty.
             * @memberof jobs.v1
             * @classdesc Represents an Empty.
             * @constructor
             * @param {jobs.v1.Empty.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Empty = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified Empty message. Does not implicitly {@link jobs.v1.Empty.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.Empty
             * @static
             * @param {jobs.v1.Empty.$Properties} message Empty message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Empty.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Empty message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.Empty
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.Empty & jobs.v1.Empty.$Shape} Empty
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Empty.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.Empty();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an Empty message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.Empty
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.Empty} Empty
             */
            Empty.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.Empty)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.Empty: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.jobs.v1.Empty();
            };

            /**
             * Creates a plain object from an Empty message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.Empty
             * @static
             * @param {jobs.v1.Empty} message Empty
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Empty.toObject = function () {
                return {};
            };

            /**
             * Converts this Empty to JSON.
             * @function toJSON
             * @memberof jobs.v1.Empty
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Empty.prototype.toJSON = function() {
                return Empty.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Empty;
        })();

        v1.Job = (function() {

            /**
             * Properties of a Job.
             * @typedef {Object} jobs.v1.Job.$Properties
             * @property {string} [job] Job job
             * @property {string} [id] Job id
             * @property {Uint8Array} [payload] Job payload
             * @property {Object.<string,jobs.v1.HeaderValue.$Properties>} [headers] Job headers
             * @property {jobs.v1.Options.$Properties} [options] Job options
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Job.
             * @memberof jobs.v1
             * @interface IJob
             * @augments jobs.v1.Job.$Properties
             * @deprecated Use jobs.v1.Job.$Properties instead.
             */

            /**
             * Shape of a Job.
             * @typedef {jobs.v1.Job.$Properties} jobs.v1.Job.$Shape
             */

            /**
             * Constructs a new Job.
             * @memberof jobs.v1
             * @classdesc Represents a Job.
             * @constructor
             * @param {jobs.v1.Job.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Job = function (properties) {
                this.headers = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Job job.
             * @member {string} job
             * @memberof jobs.v1.Job
             * @instance
             */
            Job.prototype.job = "";

            /**
             * Job id.
             * @member {string} id
             * @memberof jobs.v1.Job
             * @instance
             */
            Job.prototype.id = "";

            /**
             * Job payload.
             * @member {Uint8Array} payload
             * @memberof jobs.v1.Job
             * @instance
             */
            Job.prototype.payload = $util.newBuffer([]);

            /**
             * Job headers.
             * @member {Object.<string,jobs.v1.HeaderValue>} headers
             * @memberof jobs.v1.Job
             * @instance
             */
            Job.prototype.headers = $util.emptyObject;

            /**
             * Job options.
             * @member {jobs.v1.Options} options
             * @memberof jobs.v1.Job
             * @instance
             */
            Job.prototype.options = null;

            /**
             * Encodes the specified Job message. Does not implicitly {@link jobs.v1.Job.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.Job
             * @static
             * @param {jobs.v1.Job.$Properties} message Job message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Job.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.job != null && $Object.hasOwnProperty.call(message, "job") && message.job !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.job);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.id);
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.payload);
                if (message.headers != null && $Object.hasOwnProperty.call(message, "headers"))
                    for (let keys = $Object.keys(message.headers), i = 0; i < keys.length; ++i) {
                        writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                        $root.jobs.v1.HeaderValue.encode(message.headers[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim().ldelim();
                    }
                if (message.options != null && $Object.hasOwnProperty.call(message, "options"))
                    $root.jobs.v1.Options.encode(message.options, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Job message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.Job
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.Job & jobs.v1.Job.$Shape} Job
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Job.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.Job();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.job = value;
                            else
                                delete message.job;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (message.headers === $util.emptyObject)
                                message.headers = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = null;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = $root.jobs.v1.HeaderValue.decode(reader, reader.size(), $undefined, _depth + 1, value);
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.headers, key);
                            message.headers[key] = value || new $root.jobs.v1.HeaderValue();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.options = $root.jobs.v1.Options.decode(reader, reader.size(), $undefined, _depth + 1, message.options);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Job message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.Job
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.Job} Job
             */
            Job.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.Job)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.Job: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.Job();
                if (object.job != null)
                    if (typeof object.job !== "string" || object.job.length)
                        message.job = $String(object.job);
                if (object.id != null)
                    if (typeof object.id !== "string" || object.id.length)
                        message.id = $String(object.id);
                if (object.payload != null)
                    if (object.payload.length)
                        if (typeof object.payload === "string")
                            $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                        else if (object.payload.length >= 0)
                            message.payload = object.payload;
                if (object.headers) {
                    if (!$util.isObject(object.headers))
                        throw $TypeError(".jobs.v1.Job.headers: object expected");
                    message.headers = {};
                    for (let keys = $Object.keys(object.headers), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.headers, keys[i]);
                        if (!$util.isObject(object.headers[keys[i]]))
                            throw $TypeError(".jobs.v1.Job.headers: object expected");
                        message.headers[keys[i]] = $root.jobs.v1.HeaderValue.fromObject(object.headers[keys[i]], _depth + 1);
                    }
                }
                if (object.options != null) {
                    if (!$util.isObject(object.options))
                        throw $TypeError(".jobs.v1.Job.options: object expected");
                    message.options = $root.jobs.v1.Options.fromObject(object.options, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a Job message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.Job
             * @static
             * @param {jobs.v1.Job} message Job
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Job.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.objects || options.defaults)
                    object.headers = {};
                if (options.defaults) {
                    object.job = "";
                    object.id = "";
                    if (options.bytes === $String)
                        object.payload = "";
                    else {
                        object.payload = [];
                        if (options.bytes !== $Array)
                            object.payload = $util.newBuffer(object.payload);
                    }
                    object.options = null;
                }
                if (message.job != null && $Object.hasOwnProperty.call(message, "job"))
                    object.job = message.job;
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                    object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                let keys2;
                if (message.headers && (keys2 = $Object.keys(message.headers)).length) {
                    object.headers = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.headers, keys2[j]);
                        object.headers[keys2[j]] = $root.jobs.v1.HeaderValue.toObject(message.headers[keys2[j]], options, _depth + 1);
                    }
                }
                if (message.options != null && $Object.hasOwnProperty.call(message, "options"))
                    object.options = $root.jobs.v1.Options.toObject(message.options, options, _depth + 1);
                return object;
            };

            /**
             * Converts this Job to JSON.
             * @function toJSON
             * @memberof jobs.v1.Job
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Job.prototype.toJSON = function() {
                return Job.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Job;
        })();

        v1.HeaderValue = (function() {

            /**
             * Properties of a HeaderValue.
             * @typedef {Object} jobs.v1.HeaderValue.$Properties
             * @property {Array.<string>} [value] HeaderValue value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HeaderValue.
             * @memberof jobs.v1
             * @interface IHeaderValue
             * @augments jobs.v1.HeaderValue.$Properties
             * @deprecated Use jobs.v1.HeaderValue.$Properties instead.
             */

            /**
             * Shape of a HeaderValue.
             * @typedef {jobs.v1.HeaderValue.$Properties} jobs.v1.HeaderValue.$Shape
             */

            /**
             * Constructs a new HeaderValue.
             * @memberof jobs.v1
             * @classdesc Represents a HeaderValue.
             * @constructor
             * @param {jobs.v1.HeaderValue.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HeaderValue = function (properties) {
                this.value = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HeaderValue value.
             * @member {Array.<string>} value
             * @memberof jobs.v1.HeaderValue
             * @instance
             */
            HeaderValue.prototype.value = $util.emptyArray;

            /**
             * Encodes the specified HeaderValue message. Does not implicitly {@link jobs.v1.HeaderValue.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.HeaderValue
             * @static
             * @param {jobs.v1.HeaderValue.$Properties} message HeaderValue message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HeaderValue.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.value != null && message.value.length)
                    for (let i = 0; i < message.value.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.value[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HeaderValue message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.HeaderValue
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.HeaderValue & jobs.v1.HeaderValue.$Shape} HeaderValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HeaderValue.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.HeaderValue();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.value && message.value.length))
                                message.value = [];
                            message.value.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a HeaderValue message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.HeaderValue
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.HeaderValue} HeaderValue
             */
            HeaderValue.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.HeaderValue)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.HeaderValue: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.HeaderValue();
                if (object.value) {
                    if (!$Array.isArray(object.value))
                        throw $TypeError(".jobs.v1.HeaderValue.value: array expected");
                    message.value = $Array(object.value.length);
                    for (let i = 0; i < object.value.length; ++i)
                        message.value[i] = $String(object.value[i]);
                }
                return message;
            };

            /**
             * Creates a plain object from a HeaderValue message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.HeaderValue
             * @static
             * @param {jobs.v1.HeaderValue} message HeaderValue
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            HeaderValue.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.value = [];
                if (message.value && message.value.length) {
                    object.value = $Array(message.value.length);
                    for (let j = 0; j < message.value.length; ++j)
                        object.value[j] = message.value[j];
                }
                return object;
            };

            /**
             * Converts this HeaderValue to JSON.
             * @function toJSON
             * @memberof jobs.v1.HeaderValue
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            HeaderValue.prototype.toJSON = function() {
                return HeaderValue.toObject(this, $protobuf.util.toJSONOptions);
            };

            return HeaderValue;
        })();

        v1.Options = (function() {

            /**
             * Properties of an Options.
             * @typedef {Object} jobs.v1.Options.$Properties
             * @property {number} [priority] Options priority
             * @property {string} [pipeline] Options pipeline
             * @property {number} [delay] Options delay
             * @property {boolean} [auto_ack] Options auto_ack
             * @property {string} [topic] Options topic
             * @property {string} [metadata] Options metadata
             * @property {number} [offset] Options offset
             * @property {number} [partition] Options partition
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Options.
             * @memberof jobs.v1
             * @interface IOptions
             * @augments jobs.v1.Options.$Properties
             * @deprecated Use jobs.v1.Options.$Properties instead.
             */

            /**
             * Shape of an Options.
             * @typedef {jobs.v1.Options.$Properties} jobs.v1.Options.$Shape
             */

            /**
             * Constructs a new Options.
             * @memberof jobs.v1
             * @classdesc Represents an Options.
             * @constructor
             * @param {jobs.v1.Options.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Options = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Options priority.
             * @member {number} priority
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.priority = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Options pipeline.
             * @member {string} pipeline
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.pipeline = "";

            /**
             * Options delay.
             * @member {number} delay
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.delay = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Options auto_ack.
             * @member {boolean} auto_ack
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.auto_ack = false;

            /**
             * Options topic.
             * @member {string} topic
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.topic = "";

            /**
             * Options metadata.
             * @member {string} metadata
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.metadata = "";

            /**
             * Options offset.
             * @member {number} offset
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Options partition.
             * @member {number} partition
             * @memberof jobs.v1.Options
             * @instance
             */
            Options.prototype.partition = 0;

            /**
             * Encodes the specified Options message. Does not implicitly {@link jobs.v1.Options.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.Options
             * @static
             * @param {jobs.v1.Options.$Properties} message Options message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Options.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.priority != null && $Object.hasOwnProperty.call(message, "priority") && (typeof message.priority === "object" ? message.priority.low || message.priority.high : message.priority !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.priority);
                if (message.pipeline != null && $Object.hasOwnProperty.call(message, "pipeline") && message.pipeline !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.pipeline);
                if (message.delay != null && $Object.hasOwnProperty.call(message, "delay") && (typeof message.delay === "object" ? message.delay.low || message.delay.high : message.delay !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.delay);
                if (message.auto_ack != null && $Object.hasOwnProperty.call(message, "auto_ack") && message.auto_ack !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.auto_ack);
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic") && message.topic !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.topic);
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata") && message.metadata !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.metadata);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).int64(message.offset);
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).int32(message.partition);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Options message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.Options
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.Options & jobs.v1.Options.$Shape} Options
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Options.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.Options();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.priority = value;
                            else
                                delete message.priority;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pipeline = value;
                            else
                                delete message.pipeline;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.delay = value;
                            else
                                delete message.delay;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.auto_ack = value;
                            else
                                delete message.auto_ack;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.topic = value;
                            else
                                delete message.topic;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.metadata = value;
                            else
                                delete message.metadata;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an Options message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.Options
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.Options} Options
             */
            Options.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.Options)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.Options: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.Options();
                if (object.priority != null)
                    if (typeof object.priority === "object" ? object.priority.low || object.priority.high : $Number(object.priority) !== 0)
                        if ($util.Long)
                            message.priority = $util.Long.fromValue(object.priority, false);
                        else if (typeof object.priority === "string")
                            message.priority = $parseInt(object.priority, 10);
                        else if (typeof object.priority === "number")
                            message.priority = object.priority;
                        else if (typeof object.priority === "object")
                            message.priority = new $util.LongBits(object.priority.low >>> 0, object.priority.high >>> 0).toNumber();
                if (object.pipeline != null)
                    if (typeof object.pipeline !== "string" || object.pipeline.length)
                        message.pipeline = $String(object.pipeline);
                if (object.delay != null)
                    if (typeof object.delay === "object" ? object.delay.low || object.delay.high : $Number(object.delay) !== 0)
                        if ($util.Long)
                            message.delay = $util.Long.fromValue(object.delay, false);
                        else if (typeof object.delay === "string")
                            message.delay = $parseInt(object.delay, 10);
                        else if (typeof object.delay === "number")
                            message.delay = object.delay;
                        else if (typeof object.delay === "object")
                            message.delay = new $util.LongBits(object.delay.low >>> 0, object.delay.high >>> 0).toNumber();
                if (object.auto_ack != null)
                    if (object.auto_ack)
                        message.auto_ack = $Boolean(object.auto_ack);
                if (object.topic != null)
                    if (typeof object.topic !== "string" || object.topic.length)
                        message.topic = $String(object.topic);
                if (object.metadata != null)
                    if (typeof object.metadata !== "string" || object.metadata.length)
                        message.metadata = $String(object.metadata);
                if (object.offset != null)
                    if (typeof object.offset === "object" ? object.offset.low || object.offset.high : $Number(object.offset) !== 0)
                        if ($util.Long)
                            message.offset = $util.Long.fromValue(object.offset, false);
                        else if (typeof object.offset === "string")
                            message.offset = $parseInt(object.offset, 10);
                        else if (typeof object.offset === "number")
                            message.offset = object.offset;
                        else if (typeof object.offset === "object")
                            message.offset = new $util.LongBits(object.offset.low >>> 0, object.offset.high >>> 0).toNumber();
                if (object.partition != null)
                    if ($Number(object.partition) !== 0)
                        message.partition = object.partition | 0;
                return message;
            };

            /**
             * Creates a plain object from an Options message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.Options
             * @static
             * @param {jobs.v1.Options} message Options
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Options.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.priority = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.priority = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.pipeline = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.delay = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.delay = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.auto_ack = false;
                    object.topic = "";
                    object.metadata = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.offset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.offset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.partition = 0;
                }
                if (message.priority != null && $Object.hasOwnProperty.call(message, "priority"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.priority = typeof message.priority === "number" ? $BigInt(message.priority) : $util.Long.fromBits(message.priority.low >>> 0, message.priority.high >>> 0, false).toBigInt();
                    else if (typeof message.priority === "number")
                        object.priority = options.longs === $String ? $String(message.priority) : message.priority;
                    else
                        object.priority = options.longs === $String ? $util.Long.prototype.toString.call(message.priority) : options.longs === $Number ? new $util.LongBits(message.priority.low >>> 0, message.priority.high >>> 0).toNumber() : message.priority;
                if (message.pipeline != null && $Object.hasOwnProperty.call(message, "pipeline"))
                    object.pipeline = message.pipeline;
                if (message.delay != null && $Object.hasOwnProperty.call(message, "delay"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.delay = typeof message.delay === "number" ? $BigInt(message.delay) : $util.Long.fromBits(message.delay.low >>> 0, message.delay.high >>> 0, false).toBigInt();
                    else if (typeof message.delay === "number")
                        object.delay = options.longs === $String ? $String(message.delay) : message.delay;
                    else
                        object.delay = options.longs === $String ? $util.Long.prototype.toString.call(message.delay) : options.longs === $Number ? new $util.LongBits(message.delay.low >>> 0, message.delay.high >>> 0).toNumber() : message.delay;
                if (message.auto_ack != null && $Object.hasOwnProperty.call(message, "auto_ack"))
                    object.auto_ack = message.auto_ack;
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                    object.topic = message.topic;
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    object.metadata = message.metadata;
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.offset = typeof message.offset === "number" ? $BigInt(message.offset) : $util.Long.fromBits(message.offset.low >>> 0, message.offset.high >>> 0, false).toBigInt();
                    else if (typeof message.offset === "number")
                        object.offset = options.longs === $String ? $String(message.offset) : message.offset;
                    else
                        object.offset = options.longs === $String ? $util.Long.prototype.toString.call(message.offset) : options.longs === $Number ? new $util.LongBits(message.offset.low >>> 0, message.offset.high >>> 0).toNumber() : message.offset;
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition"))
                    object.partition = message.partition;
                return object;
            };

            /**
             * Converts this Options to JSON.
             * @function toJSON
             * @memberof jobs.v1.Options
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Options.prototype.toJSON = function() {
                return Options.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Options;
        })();

        v1.Stats = (function() {

            /**
             * Properties of a Stats.
             * @typedef {Object} jobs.v1.Stats.$Properties
             * @property {Array.<jobs.v1.Stat.$Properties>} [stats] Stats stats
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Stats.
             * @memberof jobs.v1
             * @interface IStats
             * @augments jobs.v1.Stats.$Properties
             * @deprecated Use jobs.v1.Stats.$Properties instead.
             */

            /**
             * Shape of a Stats.
             * @typedef {jobs.v1.Stats.$Properties} jobs.v1.Stats.$Shape
             */

            /**
             * Constructs a new Stats.
             * @memberof jobs.v1
             * @classdesc Represents a Stats.
             * @constructor
             * @param {jobs.v1.Stats.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Stats = function (properties) {
                this.stats = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Stats stats.
             * @member {Array.<jobs.v1.Stat>} stats
             * @memberof jobs.v1.Stats
             * @instance
             */
            Stats.prototype.stats = $util.emptyArray;

            /**
             * Encodes the specified Stats message. Does not implicitly {@link jobs.v1.Stats.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.Stats
             * @static
             * @param {jobs.v1.Stats.$Properties} message Stats message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Stats.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stats != null && message.stats.length)
                    for (let i = 0; i < message.stats.length; ++i)
                        $root.jobs.v1.Stat.encode(message.stats[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Stats message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.Stats
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.Stats & jobs.v1.Stats.$Shape} Stats
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Stats.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.Stats();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.stats && message.stats.length))
                                message.stats = [];
                            message.stats.push($root.jobs.v1.Stat.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Stats message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.Stats
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.Stats} Stats
             */
            Stats.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.Stats)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.Stats: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.Stats();
                if (object.stats) {
                    if (!$Array.isArray(object.stats))
                        throw $TypeError(".jobs.v1.Stats.stats: array expected");
                    message.stats = $Array(object.stats.length);
                    for (let i = 0; i < object.stats.length; ++i) {
                        if (!$util.isObject(object.stats[i]))
                            throw $TypeError(".jobs.v1.Stats.stats: object expected");
                        message.stats[i] = $root.jobs.v1.Stat.fromObject(object.stats[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a Stats message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.Stats
             * @static
             * @param {jobs.v1.Stats} message Stats
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Stats.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.stats = [];
                if (message.stats && message.stats.length) {
                    object.stats = $Array(message.stats.length);
                    for (let j = 0; j < message.stats.length; ++j)
                        object.stats[j] = $root.jobs.v1.Stat.toObject(message.stats[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this Stats to JSON.
             * @function toJSON
             * @memberof jobs.v1.Stats
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Stats.prototype.toJSON = function() {
                return Stats.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Stats;
        })();

        v1.Stat = (function() {

            /**
             * Properties of a Stat.
             * @typedef {Object} jobs.v1.Stat.$Properties
             * @property {string} [pipeline] Stat pipeline
             * @property {string} [driver] Stat driver
             * @property {string} [queue] Stat queue
             * @property {number} [active] Stat active
             * @property {number} [delayed] Stat delayed
             * @property {number} [reserved] Stat reserved
             * @property {boolean} [ready] Stat ready
             * @property {number} [priority] Stat priority
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Stat.
             * @memberof jobs.v1
             * @interface IStat
             * @augments jobs.v1.Stat.$Properties
             * @deprecated Use jobs.v1.Stat.$Properties instead.
             */

            /**
             * Shape of a Stat.
             * @typedef {jobs.v1.Stat.$Properties} jobs.v1.Stat.$Shape
             */

            /**
             * Constructs a new Stat.
             * @memberof jobs.v1
             * @classdesc Represents a Stat.
             * @constructor
             * @param {jobs.v1.Stat.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Stat = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Stat pipeline.
             * @member {string} pipeline
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.pipeline = "";

            /**
             * Stat driver.
             * @member {string} driver
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.driver = "";

            /**
             * Stat queue.
             * @member {string} queue
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.queue = "";

            /**
             * Stat active.
             * @member {number} active
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.active = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Stat delayed.
             * @member {number} delayed
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.delayed = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Stat reserved.
             * @member {number} reserved
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.reserved = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Stat ready.
             * @member {boolean} ready
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.ready = false;

            /**
             * Stat priority.
             * @member {number} priority
             * @memberof jobs.v1.Stat
             * @instance
             */
            Stat.prototype.priority = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Stat message. Does not implicitly {@link jobs.v1.Stat.verify|verify} messages.
             * @function encode
             * @memberof jobs.v1.Stat
             * @static
             * @param {jobs.v1.Stat.$Properties} message Stat message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Stat.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pipeline != null && $Object.hasOwnProperty.call(message, "pipeline") && message.pipeline !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.pipeline);
                if (message.driver != null && $Object.hasOwnProperty.call(message, "driver") && message.driver !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.driver);
                if (message.queue != null && $Object.hasOwnProperty.call(message, "queue") && message.queue !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.queue);
                if (message.active != null && $Object.hasOwnProperty.call(message, "active") && (typeof message.active === "object" ? message.active.low || message.active.high : message.active !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.active);
                if (message.delayed != null && $Object.hasOwnProperty.call(message, "delayed") && (typeof message.delayed === "object" ? message.delayed.low || message.delayed.high : message.delayed !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.delayed);
                if (message.reserved != null && $Object.hasOwnProperty.call(message, "reserved") && (typeof message.reserved === "object" ? message.reserved.low || message.reserved.high : message.reserved !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.reserved);
                if (message.ready != null && $Object.hasOwnProperty.call(message, "ready") && message.ready !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.ready);
                if (message.priority != null && $Object.hasOwnProperty.call(message, "priority") && (typeof message.priority === "object" ? message.priority.low || message.priority.high : message.priority !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.priority);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Stat message from the specified reader or buffer.
             * @function decode
             * @memberof jobs.v1.Stat
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {jobs.v1.Stat & jobs.v1.Stat.$Shape} Stat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Stat.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.jobs.v1.Stat();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pipeline = value;
                            else
                                delete message.pipeline;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.driver = value;
                            else
                                delete message.driver;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.queue = value;
                            else
                                delete message.queue;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.active = value;
                            else
                                delete message.active;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.delayed = value;
                            else
                                delete message.delayed;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.reserved = value;
                            else
                                delete message.reserved;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.ready = value;
                            else
                                delete message.ready;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.priority = value;
                            else
                                delete message.priority;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Stat message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof jobs.v1.Stat
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {jobs.v1.Stat} Stat
             */
            Stat.fromObject = function (object, _depth) {
                if (object instanceof $root.jobs.v1.Stat)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".jobs.v1.Stat: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.jobs.v1.Stat();
                if (object.pipeline != null)
                    if (typeof object.pipeline !== "string" || object.pipeline.length)
                        message.pipeline = $String(object.pipeline);
                if (object.driver != null)
                    if (typeof object.driver !== "string" || object.driver.length)
                        message.driver = $String(object.driver);
                if (object.queue != null)
                    if (typeof object.queue !== "string" || object.queue.length)
                        message.queue = $String(object.queue);
                if (object.active != null)
                    if (typeof object.active === "object" ? object.active.low || object.active.high : $Number(object.active) !== 0)
                        if ($util.Long)
                            message.active = $util.Long.fromValue(object.active, false);
                        else if (typeof object.active === "string")
                            message.active = $parseInt(object.active, 10);
                        else if (typeof object.active === "number")
                            message.active = object.active;
                        else if (typeof object.active === "object")
                            message.active = new $util.LongBits(object.active.low >>> 0, object.active.high >>> 0).toNumber();
                if (object.delayed != null)
                    if (typeof object.delayed === "object" ? object.delayed.low || object.delayed.high : $Number(object.delayed) !== 0)
                        if ($util.Long)
                            message.delayed = $util.Long.fromValue(object.delayed, false);
                        else if (typeof object.delayed === "string")
                            message.delayed = $parseInt(object.delayed, 10);
                        else if (typeof object.delayed === "number")
                            message.delayed = object.delayed;
                        else if (typeof object.delayed === "object")
                            message.delayed = new $util.LongBits(object.delayed.low >>> 0, object.delayed.high >>> 0).toNumber();
                if (object.reserved != null)
                    if (typeof object.reserved === "object" ? object.reserved.low || object.reserved.high : $Number(object.reserved) !== 0)
                        if ($util.Long)
                            message.reserved = $util.Long.fromValue(object.reserved, false);
                        else if (typeof object.reserved === "string")
                            message.reserved = $parseInt(object.reserved, 10);
                        else if (typeof object.reserved === "number")
                            message.reserved = object.reserved;
                        else if (typeof object.reserved === "object")
                            message.reserved = new $util.LongBits(object.reserved.low >>> 0, object.reserved.high >>> 0).toNumber();
                if (object.ready != null)
                    if (object.ready)
                        message.ready = $Boolean(object.ready);
                if (object.priority != null)
                    if (typeof object.priority === "object" ? object.priority.low || object.priority.high : $Number(object.priority) !== 0)
                        if ($util.Long)
                            message.priority = $util.Long.fromValue(object.priority, true);
                        else if (typeof object.priority === "string")
                            message.priority = $parseInt(object.priority, 10);
                        else if (typeof object.priority === "number")
                            message.priority = object.priority;
                        else if (typeof object.priority === "object")
                            message.priority = new $util.LongBits(object.priority.low >>> 0, object.priority.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Stat message. Also converts values to other types if specified.
             * @function toObject
             * @memberof jobs.v1.Stat
             * @static
             * @param {jobs.v1.Stat} message Stat
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Stat.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.pipeline = "";
                    object.driver = "";
                    object.queue = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.active = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.active = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.delayed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.delayed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.reserved = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.reserved = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.ready = false;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.priority = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.priority = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.pipeline != null && $Object.hasOwnProperty.call(message, "pipeline"))
                    object.pipeline = message.pipeline;
                if (message.driver != null && $Object.hasOwnProperty.call(message, "driver"))
                    object.driver = message.driver;
                if (message.queue != null && $Object.hasOwnProperty.call(message, "queue"))
                    object.queue = message.queue;
                if (message.active != null && $Object.hasOwnProperty.call(message, "active"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.active = typeof message.active === "number" ? $BigInt(message.active) : $util.Long.fromBits(message.active.low >>> 0, message.active.high >>> 0, false).toBigInt();
                    else if (typeof message.active === "number")
                        object.active = options.longs === $String ? $String(message.active) : message.active;
                    else
                        object.active = options.longs === $String ? $util.Long.prototype.toString.call(message.active) : options.longs === $Number ? new $util.LongBits(message.active.low >>> 0, message.active.high >>> 0).toNumber() : message.active;
                if (message.delayed != null && $Object.hasOwnProperty.call(message, "delayed"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.delayed = typeof message.delayed === "number" ? $BigInt(message.delayed) : $util.Long.fromBits(message.delayed.low >>> 0, message.delayed.high >>> 0, false).toBigInt();
                    else if (typeof message.delayed === "number")
                        object.delayed = options.longs === $String ? $String(message.delayed) : message.delayed;
                    else
                        object.delayed = options.longs === $String ? $util.Long.prototype.toString.call(message.delayed) : options.longs === $Number ? new $util.LongBits(message.delayed.low >>> 0, message.delayed.high >>> 0).toNumber() : message.delayed;
                if (message.reserved != null && $Object.hasOwnProperty.call(message, "reserved"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.reserved = typeof message.reserved === "number" ? $BigInt(message.reserved) : $util.Long.fromBits(message.reserved.low >>> 0, message.reserved.high >>> 0, false).toBigInt();
                    else if (typeof message.reserved === "number")
                        object.reserved = options.longs === $String ? $String(message.reserved) : message.reserved;
                    else
                        object.reserved = options.longs === $String ? $util.Long.prototype.toString.call(message.reserved) : options.longs === $Number ? new $util.LongBits(message.reserved.low >>> 0, message.reserved.high >>> 0).toNumber() : message.reserved;
                if (message.ready != null && $Object.hasOwnProperty.call(message, "ready"))
                    object.ready = message.ready;
                if (message.priority != null && $Object.hasOwnProperty.call(message, "priority"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.priority = typeof message.priority === "number" ? $BigInt(message.priority) : $util.Long.fromBits(message.priority.low >>> 0, message.priority.high >>> 0, true).toBigInt();
                    else if (typeof message.priority === "number")
                        object.priority = options.longs === $String ? $String(message.priority) : message.priority;
                    else
                        object.priority = options.longs === $String ? $util.Long.prototype.toString.call(message.priority) : options.longs === $Number ? new $util.LongBits(message.priority.low >>> 0, message.priority.high >>> 0).toNumber(true) : message.priority;
                return object;
            };

            /**
             * Converts this Stat to JSON.
             * @function toJSON
             * @memberof jobs.v1.Stat
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Stat.prototype.toJSON = function() {
                return Stat.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Stat;
        })();

        return v1;
    })();

    return jobs;
})();

export {
  $root as default
};
