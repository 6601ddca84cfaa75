using System.Collections.Generic;

namespace Krait.Repository;

/// <summary>Which test reaches which limit, by the sections of docs/LIMITS.md: the class and the method that runs into it.</summary>
internal static class LimitTestNames
{
    public static Dictionary<string, Dictionary<string, string>> BySection { get; } = new()
    {
        ["Calls of a UDF"] = new()
        {
            ["deadline_ms"] = "LimitTests.AnEndlessLoopReachesItsDeadline",
            ["memory_bytes"] = "LimitTests.GrowingStopsAtTheLimit",
            ["fuel"] = "LimitTests.AnEndlessLoopUsesUpItsFuel",
            ["stack_bytes"] = "LimitTests.ASmallStackIsUsedUpSooner",
            ["log_bytes"] = "LimitTests.LogsAreTruncatedWithAMarker",
            ["result_bytes"] = "LimitTests.AResultAboveTheLimitIsRefused",
            ["source_bytes"] = "LimitTests.SourceAndModuleSizesAreLimited",
            ["module_bytes"] = "LimitTests.SourceAndModuleSizesAreLimited",
            ["compile_time_ms"] = "LimitTests.CompilationTimeIsLimited",
            ["search_time_ms"] = "LimitTests.AllCallsOfOneSearchShareATime",
        },
        ["Calls into an instance"] = new()
        {
            ["Deadline"] = "CallLimitTests.DeadlineStopsAnEmptyLoop",
            ["Fuel"] = "CallLimitTests.FuelThatIsJustEnoughIsEnoughAndOneUnitLessIsNot",
            ["StackBytes"] = "CallLimitTests.StackLimitScalesTheDepth",
        },
        ["Instances"] = new()
        {
            ["MaximumMemoryBytes"] = "MemoryLimitTests.GrowAnswersMinusOneAboveTheLimit",
            ["MaximumTableElements"] = "MemoryLimitTests.InstantiationRefusesATableThatStartsAboveTheLimit",
        },
        ["Linked instances"] = new()
        {
            ["MaximumInstances"] = "StoreLimitTests.InstancesAreCounted",
            ["MaximumMemoryBytes"] = "StoreLimitTests.MemoriesOfLinkedInstancesAreCountedTogether",
            ["MaximumTableElements"] = "StoreLimitTests.TablesOfLinkedInstancesAreCountedTogether",
            ["MaximumReferences"] = "StoreLimitTests.HostObjectsThatGuestsHoldAreCountedOnceEach",
        },
        ["Exceptions of guests"] = new()
        {
            ["MaximumReferences"] = "ExceptionReferenceTests.MoreThanMaximumReferencesInATableAreRefused",
        },
        ["Compilations"] = new()
        {
            ["Deadline"] = "CompileLimitTests.ADeadlineEndsACompilationOnItsWay",
        },
        ["Shapes of modules"] = new()
        {
            ["MaximumModuleBytes"] = "ModuleLimitsTests.RefusesTooManyBytesInAModule",
            ["MaximumTypes"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumFunctions"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumImports"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumExports"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumGlobals"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumTags"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumTables"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumMemories"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumElementSegments"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumElementExpressions"] = "ModuleLimitsTests.RefusesTooLongElementSegments",
            ["MaximumElementSegmentLength"] = "ModuleLimitsTests.RefusesTooLongElementSegments",
            ["MaximumDataSegments"] = "ModuleLimitsTests.RefusesTooManyItemsInASection",
            ["MaximumCustomSections"] = "ModuleLimitsTests.RefusesTooManyCustomSections",
            ["MaximumParameters"] = "ModuleLimitsTests.RefusesTooManyParametersAndResults",
            ["MaximumResults"] = "ModuleLimitsTests.RefusesTooManyParametersAndResults",
            ["MaximumFields"] = "ModuleLimitsTests.RefusesTooManyFields",
            ["MaximumLocals"] = "ModuleLimitsTests.RefusesTooManyLocals",
            ["MaximumFunctionBytes"] = "ModuleLimitsTests.RefusesTooManyBytesInAFunction",
            ["MaximumBranchTableLabels"] = "ModuleLimitsTests.RefusesTooManyBranchTableLabels",
            ["MaximumCatchClauses"] = "ModuleLimitsTests.RefusesTooManyCatchClauses",
            ["MaximumTryNesting"] = "NestedTryTests.AFunctionAtTheNestingLimitRunsAndOneMoreIsRefused",
            ["MaximumTryBlocks"] = "NestedTryTests.AFunctionAtTheLimitOfTriesRunsAndOneMoreIsRefused",
            ["MaximumNesting"] = "ModuleLimitsTests.RefusesTooManyNestedBlocks",
            ["MaximumOperands"] = "ModuleLimitsTests.RefusesTooManyOperands",
            ["MaximumFunctionPassedValues"] = "ModuleLimitsTests.RefusesTooManyPassedValuesInOneFunctionAndInAll",
            ["MaximumPassedValues"] = "ModuleLimitsTests.RefusesTooManyPassedValuesInOneFunctionAndInAll",
            ["MaximumVariables"] = "ModuleLimitsTests.RefusesTooManyVariablesInAllFunctionsTogether",
            ["MaximumTextLength"] = "ModuleLimitsTests.TextHasItsOwnLimits",
            ["MaximumTextNesting"] = "ModuleLimitsTests.TextHasItsOwnLimits",
        },
        ["Pools of instances"] = new()
        {
            ["MaximumInstances"] = "InstancePoolTests.PoolHoldsNoMoreThanItMay",
            ["MaximumIdleInstances"] = "InstancePoolTests.PoolHoldsNoMoreThanItMay",
        },
        ["WASI guests"] = new()
        {
            ["MaximumOutputBytes"] = "WasiLimitTests.OutputEndsAtItsLimit",
            ["MaximumErrorBytes"] = "WasiLimitTests.OutputEndsAtItsLimit",
            ["MaximumFileBytes"] = "WasiLimitTests.FileSizeEndsAtItsLimit",
            ["MaximumOpenFiles"] = "WasiLimitTests.OpenFilesEndAtTheirLimit",
            ["MaximumPathBytes"] = "WasiLimitTests.PathsEndAtTheirLimit",
            ["MaximumPathDepth"] = "WasiLimitTests.DepthEndsAtItsLimit",
            ["MaximumLinksFollowed"] = "WasiLimitTests.FollowedLinksEndAtTheirLimit",
            ["MaximumBuffers"] = "WasiLimitTests.BuffersEndAtTheirLimit",
            ["MaximumSubscriptions"] = "WasiLimitTests.SubscriptionsEndAtTheirLimit",
            ["MaximumDirectoryEntries"] = "WasiLimitTests.ListedEntriesEndAtTheirLimit",
            ["NodeBytes"] = "WasiLimitTests.EmptyFilesAndNamesCountAgainstTheQuota",
            ["DefaultQuotaBytes"] = "WasiLimitTests.MemoryEndsAtItsQuota",
        },
        ["Python sandboxes"] = new()
        {
            ["InterruptGrace"] = "InterruptTests.EndsTheSandboxThatDoesNotListen",
            ["MaximumMemoryBytes"] = "CPythonTests.StaysWithinItsMemory",
            ["MicroPythonHeapBytes"] = "MicroPythonTests.StaysWithinItsHeap",
            ["MaximumFileBytes"] = "HostileTests.EndsAsItShouldWithinItsLimits",
            ["MaximumImageBytes"] = "ImageTests.RefusesAnImageThatIsLargerThanTheSandboxMayMake",
            ["MaximumOutputBytes"] = "CPythonTests.RefusesMoreOutputThanAllowed",
            ["MaximumValueDepth"] = "CPythonValueTests.TakesOneHundredLevelsEachWay",
            ["MaximumValueBytes"] = "CPythonValueTests.RefusesWhatCannotCross",
            ["StackBytes"] = "HostileTests.EndsAsItShouldWithinItsLimits",
            ["MaximumNesting"] = "CPythonHostFunctionTests.EndsRecursionThroughTheHost",
            ["MaximumHostFunctions"] = "CPythonHostFunctionTests.KnowsTenThousandFunctions",
        },
        ["Images of Python"] = new()
        {
            ["MaximumFileBytes"] = "SavedImageTests.RefusesAFileThatIsTooLarge",
        },
        ["Exceptions of Python"] = new()
        {
            ["MaximumRelated"] = "PythonExceptionTests.ChainsWithoutEndAreCut",
            ["MaximumFrames"] = "PythonExceptionTests.TheMiddleOfALongTracebackIsLeftOut",
            ["MaximumArguments"] = "PythonExceptionTests.WhatAnExceptionBringsIsBounded",
        },
        ["Python source"] = new()
        {
            ["MaximumSourceLength"] = "HostileProgramTests.EndsInAModuleOrInDiagnostics",
            ["MaximumSourceBytes"] = "SyntaxDiagnosticsTests.RefusesASourceThatIsTooLong",
            ["MaximumBrackets"] = "SyntaxDiagnosticsTests.EveryRowHasACase",
            ["MaximumIndentations"] = "SyntaxDiagnosticsTests.EveryRowHasACase",
            ["MaximumNesting"] = "HostileSourceTests.EndsInDiagnostics",
            ["MaximumDecimalDigits"] = "SyntaxDiagnosticsTests.EveryRowHasACase",
            ["MaximumDiagnostics"] = "HostileSourceTests.EndsInDiagnostics",
        },
        ["Guest threads"] = new()
        {
            ["Threads"] = "GuestThreadPoolTests.RefusesWorkBeyondTheQueue",
            ["StackBytes"] = "StackLimitTests.GuestsHaveTheStackThatThePoolGivesThem",
            ["QueueLength"] = "GuestThreadPoolTests.RefusesWorkBeyondTheQueue",
        },
        ["HTTP requests"] = new()
        {
            ["MaximumUdfBytes"] = "UdfRouteTests.RefusesBodiesThatAreTooLarge",
            ["MaximumQueryBytes"] = "UdfRouteTests.RefusesBodiesThatAreTooLarge",
            ["MaximumBulkBytes"] = "UdfRouteTests.BoundsBulkBodiesAndTheTimeOfARequest",
            ["MaximumBodyMemoryBytes"] = "UdfRouteTests.BoundsTheMemoryOfBodies",
            ["MaximumConcurrentRequests"] = "UdfRouteTests.RefusesRequestsWhenTooManyWait",
            ["MaximumWaitingRequests"] = "UdfRouteTests.RefusesRequestsWhenTooManyWait",
            ["InterpreterWait"] = "InterpreterPreparationTests.OnlyWhatNeedsAnInterpreterWaitsWhileItIsPrepared",
            ["RequestTimeout"] = "UdfRouteTests.BoundsBulkBodiesAndTheTimeOfARequest",
        },
        ["Searches and documents"] = new()
        {
            ["MaximumQueryDepth"] = "RefusalTests.RefusesDeepQueries",
            ["MaximumClauses"] = "RefusalTests.RefusesTenThousandClauses",
            ["MaximumQueryWords"] = "RefusalTests.RefusesTooManyWordsAndValues",
            ["MaximumTerms"] = "RefusalTests.RefusesTooManyWordsAndValues",
            ["MaximumPatternCharacters"] = "LimitTests.BoundsPatternsAndPaths",
            ["MaximumSourcePaths"] = "LimitTests.BoundsPatternsAndPaths",
            ["MaximumResponseBytes"] = "LimitTests.BoundsTheAnswer",
            ["MaximumResultWindow"] = "RefusalTests.SaysWhatIsWrongAndWhere",
            ["MaximumScriptFields"] = "LimitTests.BoundsScriptFieldsAndSortKeys",
            ["MaximumSortKeys"] = "LimitTests.BoundsScriptFieldsAndSortKeys",
            ["MaximumDocumentBytes"] = "LimitTests.BoundsDocumentBytesAndIndices",
            ["MaximumIdBytes"] = "DocumentTests.RefusesIdsThatAreNotAllowed",
            ["MaximumDocumentDepth"] = "DocumentTests.RefusesDocumentsThatAreNotAllowed",
            ["MaximumValuesPerDocument"] = "DocumentTests.RefusesDocumentsThatAreNotAllowed",
            ["MaximumFieldsPerIndex"] = "DocumentTests.RefusesDocumentsThatAreNotAllowed",
            ["MaximumIndices"] = "LimitTests.BoundsDocumentBytesAndIndices",
            ["MaximumUdfTime"] = "UdfAttackTests.BoundsTheTimeOfAllCallsOfASearch",
            ["MaximumSearchTime"] = "UdfClauseTests.FailsWhenTheServersLimitPasses",
            ["MaximumReportedErrors"] = "LimitTests.BoundsReportedErrors",
        },
    };
}
