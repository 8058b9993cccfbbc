<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BalanceView</name>
    <message>
        <source>Balance of core time by state and run</source>
        <translation>按状态和运行列出的核心时间分配</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>cores × wall</source>
        <translation>核心数 × 用时</translation>
    </message>
    <message>
        <source>Residual: %1 %2, the time in which a worker&apos;s state is not known.</source>
        <translation>余量：%1 %2，即工作者状态未知的时间。</translation>
    </message>
    <message>
        <source>residual 0.00 in every run</source>
        <translation>每次运行的余量均为 0.00</translation>
    </message>
    <message>
        <source>residual up to %1</source>
        <translation>余量最多 %1</translation>
    </message>
    <message>
        <source>%1 of core time, whole run</source>
        <translation>核心时间，单位 %1，整个运行</translation>
    </message>
    <message>
        <source>%1 of core time, visible range only</source>
        <translation>核心时间，单位 %1，仅可见范围</translation>
    </message>
</context>
<context>
    <name>CommandQuestion</name>
    <message>
        <source>Start commands?</source>
        <translation>启动命令？</translation>
    </message>
    <message>
        <source>This preset starts programs where it runs, with exactly these words and without a shell. Each reads what the one above it writes.</source>
        <translation>此预设会在运行它的机器上启动程序，所用参数与下面完全一致，不经过 shell。每个程序读取上一个程序的输出。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Start them</source>
        <translation>启动</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>How far the sweep is</source>
        <translation>扫描的进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stops the sweep and shows what was run until then (Esc).</source>
        <translation>停止扫描，并显示到此为止已运行的内容（Esc）。</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲线显示什么</translation>
    </message>
    <message>
        <source>Shows wall times, speed-ups or efficiency, where they are known.</source>
        <translation>显示墙钟时间、加速比或效率（如果已知）。</translation>
    </message>
    <message>
        <source>There is no sweep yet: F6 makes one.</source>
        <translation>还没有扫描：按 F6 开始一个。</translation>
    </message>
    <message>
        <source>Cur&amp;ves</source>
        <translation>曲线(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>复制为文本(&amp;C)</translation>
    </message>
    <message>
        <source>Copies the sweep&apos;s figures and sentences as text.</source>
        <translation>把扫描的数字和结论复制为文本。</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>复制为 CSV(&amp;V)</translation>
    </message>
    <message>
        <source>Copies every run of the sweep as CSV.</source>
        <translation>把扫描的每次运行复制为 CSV。</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>%1 of %2 runs · %3, %4</source>
        <translation>第 %1 / %2 次运行 · %3，%4</translation>
    </message>
    <message>
        <source>%1 of %2 runs · %3, %4 · about %5 left</source>
        <translation>第 %1 / %2 次运行 · %3，%4 · 还剩约 %5</translation>
    </message>
    <message>
        <source>The curves come when the sweep has ended, or when you stop it.</source>
        <translation>扫描结束或被停止后，曲线就会出现。</translation>
    </message>
    <message>
        <source>F6 runs the chosen preset over a range of cores, task lengths or another of its values; what comes out is drawn here.</source>
        <translation>按 F6 让所选预设在一系列核心数、任务长度或其他取值上运行；结果画在这里。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>stopped before its end</source>
        <translation>在结束前被停止</translation>
    </message>
    <message>
        <source>%1 point</source>
        <translation>%1 个点</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个点</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>在 %1 处：%2</translation>
    </message>
    <message>
        <source>%1 at %2: %3</source>
        <translation>%1 在 %2 处：%3</translation>
    </message>
    <message>
        <source>100 % is the best that was measured: %1.</source>
        <translation>100 % 是测得的最好结果：%1。</translation>
    </message>
    <message>
        <source>No run of this sweep counts.</source>
        <translation>这个扫描中没有有效的运行。</translation>
    </message>
    <message>
        <source>No recording of this point was kept.</source>
        <translation>没有保存这个点的记录。</translation>
    </message>
    <message>
        <source>The recording %1 is not there any more.</source>
        <translation>记录 %1 已经不在了。</translation>
    </message>
</context>
<context>
    <name>DifferencesView</name>
    <message>
        <source>Core time by state, and how the runs differ from the baseline</source>
        <translation>按状态列出的核心时间，以及各次运行与基线的差异</translation>
    </message>
    <message>
        <source>Tasks that took longer than in the baseline</source>
        <translation>比基线用时更长的任务</translation>
    </message>
    <message>
        <source>There is only one run to be seen: nothing to compare it with.</source>
        <translation>只能看到一次运行：没有可比较的对象。</translation>
    </message>
    <message>
        <source>Click a run and press B: it becomes the baseline, and what sets the others apart from it stands here.</source>
        <translation>单击一次运行并按 B：它成为基线，这里会列出其他运行与它的不同之处。</translation>
    </message>
    <message>
        <source>core time, %1</source>
        <translation>核心时间，%1</translation>
    </message>
    <message>
        <source>cores × wall</source>
        <translation>核心数 × 用时</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1，而非 %2</translation>
    </message>
    <message>
        <source>task that took longer</source>
        <translation>用时更长的任务</translation>
    </message>
    <message>
        <source>under</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>took, %1</source>
        <translation>用时，%1</translation>
    </message>
    <message>
        <source>baseline, %1</source>
        <translation>基线，%1</translation>
    </message>
    <message>
        <source>times</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>because of more</source>
        <translation>原因：更多的</translation>
    </message>
    <message>
        <source>%1 of it was %2, in the baseline %3.</source>
        <translation>其中 %1 为%2，基线中为 %3。</translation>
    </message>
    <message>
        <source>What each lane did, and how that differs from the baseline</source>
        <translation>每条泳道做了什么，以及与基线的差异</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>against %1; states and lanes over the visible range, tasks of the whole run</source>
        <translation>与 %1 比较；状态和泳道取可见范围，任务取整个运行</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>busy, %1</source>
        <translation>忙碌，%1</translation>
    </message>
    <message>
        <source>against baseline</source>
        <translation>与基线相比</translation>
    </message>
    <message>
        <source>waiting, %1</source>
        <translation>等待，%1</translation>
    </message>
    <message>
        <source>Busy is useful and overhead; waiting is lock, queue, io and runnable.</source>
        <translation>忙碌指有效和开销；等待指锁、队列、I/O 和就绪。</translation>
    </message>
    <message>
        <source>The baseline has no such lane.</source>
        <translation>基线没有这条泳道。</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Findings, the costliest first</source>
        <translation>发现的问题，代价最大的在前</translation>
    </message>
    <message>
        <source>of each model’s median run, the costliest first</source>
        <translation>取自各模型的中位运行，代价最大的在前</translation>
    </message>
    <message>
        <source>Findings come when all repetitions have run.</source>
        <translation>所有重复运行结束后才会给出发现的问题。</translation>
    </message>
    <message>
        <source>Run the comparison with F5, or open one with Ctrl+O.</source>
        <translation>按 F5 运行对比，或按 Ctrl+O 打开一个对比。</translation>
    </message>
    <message>
        <source>Nothing was found that costs more than 2 % of a run’s core time.</source>
        <translation>没有发现代价超过某次运行核心时间 2 % 的问题。</translation>
    </message>
    <message>
        <source>A click shows where it is and says what to try.</source>
        <translation>点击即可显示问题所在的位置，并说明可以尝试什么。</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>cost, %</source>
        <translation>代价，%</translation>
    </message>
    <message>
        <source>what is there, and what to try</source>
        <translation>现象，以及可以尝试的办法</translation>
    </message>
    <message>
        <source>Share of this run’s cores × wall time. Findings may explain the same time twice.</source>
        <translation>占本次运行“核心数 × 用时”的比例。不同的问题可能解释的是同一段时间。</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Search presets</source>
        <translation>搜索预设</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Search %1 presets</source>
        <translation>搜索 %1 个预设</translation>
    </message>
    <message>
        <source>Asking the engine which presets there are…</source>
        <translation>正在向引擎询问有哪些预设…</translation>
    </message>
    <message>
        <source>No preset speaks of &quot;%1&quot;. Esc shows all.</source>
        <translation>没有预设提到“%1”。按 Esc 显示全部。</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>%1 waited %2 for %3.</source>
        <translation>%1 为 %3 等待了 %2。</translation>
    </message>
    <message>
        <source>%1 ended the wait; it had held %2 for %3.</source>
        <translation>%1 结束了这次等待；此前它持有 %2 达 %3。</translation>
    </message>
    <message>
        <source>%1 ended the wait.</source>
        <translation>%1 结束了这次等待。</translation>
    </message>
    <message>
        <source>%1 ran again %2 later.</source>
        <translation>%1 在 %2 之后重新运行。</translation>
    </message>
</context>
<context>
    <name>HoverTip</name>
    <message>
        <source>It took %2 on %1.</source>
        <translation>在 %1 上用时 %2。</translation>
    </message>
    <message>
        <source>It took %2 on %1, core %3.</source>
        <translation>在 %1（核心 %3）上用时 %2。</translation>
    </message>
    <message>
        <source>%1 had waited %2 before it.</source>
        <translation>在此之前 %1 等待了 %2。</translation>
    </message>
    <message>
        <source>%1 was ready for %2, but no core was free.</source>
        <translation>%1 就绪了 %2，但没有空闲的核心。</translation>
    </message>
    <message>
        <source>%1 was ready for %2, but no worker had come to it yet.</source>
        <translation>%1 就绪了 %2，但还没有工作者来执行它。</translation>
    </message>
    <message>
        <source>It was in the middle of %1.</source>
        <translation>当时它正在执行 %1。</translation>
    </message>
    <message>
        <source>%1 was blocked on a lock or barrier for %2.</source>
        <translation>%1 在锁或屏障上阻塞了 %2。</translation>
    </message>
    <message>
        <source>%1 waited %2 for an item.</source>
        <translation>%1 等待一个元素，等了 %2。</translation>
    </message>
    <message>
        <source>%1 was blocked in a read or write for %2.</source>
        <translation>%1 在读写中阻塞了 %2。</translation>
    </message>
    <message>
        <source>%1 had nothing to do for %2.</source>
        <translation>%1 有 %2 无事可做。</translation>
    </message>
    <message>
        <source>%1 was suspended, or slept, for %2.</source>
        <translation>%1 被挂起或休眠了 %2。</translation>
    </message>
    <message>
        <source>%1 was being created for %2.</source>
        <translation>创建 %1 用了 %2。</translation>
    </message>
    <message>
        <source>%1 spent %2 on the runtime, scheduling or copying.</source>
        <translation>%1 在运行时、调度或复制上花费了 %2。</translation>
    </message>
    <message>
        <source>%1 spent %2 on the runtime, scheduling or copying, core %3.</source>
        <translation>%1 在运行时、调度或复制上花费了 %2，位于核心 %3。</translation>
    </message>
    <message>
        <source>%1 did the workload&apos;s own work for %2.</source>
        <translation>%1 执行负载本身的工作 %2。</translation>
    </message>
    <message>
        <source>%1 did the workload&apos;s own work for %2, core %3.</source>
        <translation>%1 执行负载本身的工作 %2，位于核心 %3。</translation>
    </message>
    <message>
        <source>No thread of this run was on it for %1.</source>
        <translation>有 %1 没有本次运行的线程在它上面。</translation>
    </message>
    <message>
        <source>It ran another thread of this run for %1.</source>
        <translation>它运行了本次运行的另一个线程 %1。</translation>
    </message>
    <message>
        <source>It ran %1 for %2.</source>
        <translation>它运行了 %1，时长 %2。</translation>
    </message>
    <message>
        <source>It was %1 for %2.</source>
        <translation>值为 %1，持续 %2。</translation>
    </message>
    <message>
        <source>It was %1 from here to the end.</source>
        <translation>从这里到结束，值一直为 %1。</translation>
    </message>
    <message>
        <source>Hand-over: %1</source>
        <translation>交接：%1</translation>
    </message>
</context>
<context>
    <name>LagStrip</name>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>other work than the baseline&apos;s: its tasks are not compared</source>
        <translation>与基线的工作不同：不比较其任务</translation>
    </message>
    <message>
        <source>lag behind %1</source>
        <translation>落后于 %1</translation>
    </message>
    <message>
        <source>The tasks that end here ended %1 later than they did under %2.</source>
        <translation>在此结束的任务比在“%2”下晚 %1 结束。</translation>
    </message>
    <message>
        <source>The tasks that end here ended %1 earlier than they did under %2.</source>
        <translation>在此结束的任务比在“%2”下早 %1 结束。</translation>
    </message>
    <message>
        <source>The tasks that end here ended when they did under %1.</source>
        <translation>在此结束的任务与在“%1”下同时结束。</translation>
    </message>
</context>
<context>
    <name>LaneText</name>
    <message>
        <source>%1 actors</source>
        <translation>%1 个角色</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>显示 %1 个</translation>
    </message>
    <message>
        <source>core %1</source>
        <translation>核心 %1</translation>
    </message>
    <message>
        <source>cores %1–%2</source>
        <translation>核心 %1–%2</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 个核心</translation>
    </message>
    <message>
        <source>max %1</source>
        <comment>the largest value of a counter</comment>
        <translation>最大 %1</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>%1 actor</source>
        <translation>%1 个角色</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>%1: %2. Click to show this state alone, again to show all.</source>
        <translation>%1：%2。点击只显示该状态，再次点击显示全部。</translation>
    </message>
    <message>
        <source>Show the state %1</source>
        <translation>显示状态“%1”</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>What the workers of each run do now</source>
        <translation>各次运行的工作者此刻在做什么</translation>
    </message>
    <message>
        <source>Nothing runs. F5 runs the chosen preset, and its workers are counted here meanwhile.</source>
        <translation>没有正在进行的运行。按 F5 运行所选预设，期间这里会统计其工作者。</translation>
    </message>
    <message>
        <source>Workers, on the average of the last %1 of the run under way; of the others over their whole.</source>
        <translation>工作者数：正在进行的运行取最近 %1 的平均，其余取整个运行的平均。</translation>
    </message>
    <message>
        <source>Workers, on the average of each run. While one is under way it is followed here.</source>
        <translation>工作者数：每次运行的平均。运行进行时这里会跟随它。</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作者</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>tasks a second</source>
        <translation>任务/秒</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>%1 of %2 workers</source>
        <translation>%2 个工作者中的 %1 个</translation>
    </message>
</context>
<context>
    <name>NotesView</name>
    <message>
        <source>M sets a note on the measured range, the selected span or the time under the pointer; Shift+M a bookmark. They are saved beside the comparison&apos;s file.</source>
        <translation>按 M 为测量范围、选中的区段或指针处的时刻添加笔记；按 Shift+M 添加书签。它们保存在对比文件旁边。</translation>
    </message>
    <message>
        <source>Notes and bookmarks</source>
        <translation>笔记和书签</translation>
    </message>
    <message>
        <source>&amp;Change the words</source>
        <translation>修改文字(&amp;C)</translation>
    </message>
    <message>
        <source>Changes the words of the note that is chosen.</source>
        <translation>修改所选笔记的文字。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>Removes the note that is chosen.</source>
        <translation>删除所选的笔记。</translation>
    </message>
    <message>
        <source>No note is chosen: Ctrl+6 shows them.</source>
        <translation>没有选择笔记：按 Ctrl+6 显示笔记。</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>笔记(&amp;N)</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>一个时刻</translation>
    </message>
    <message>
        <source>a range of %1</source>
        <translation>一段 %1 的范围</translation>
    </message>
    <message>
        <source>a span of a run that is not shown</source>
        <translation>未显示的运行中的一个区段</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>at, %1</source>
        <translation>时刻，%1</translation>
    </message>
    <message>
        <source>note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>about</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>bookmark</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>The note is about %1.</source>
        <translation>这条笔记是关于%1的。</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>script, %1 actors</source>
        <translation>脚本，%1 个角色</translation>
    </message>
    <message>
        <source>%1 graphs</source>
        <translation>%1 个图</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 个工作者</translation>
    </message>
    <message>
        <source>%1 workers a core</source>
        <translation>每核心 %1 个工作者</translation>
    </message>
    <message>
        <source>%1 command</source>
        <translation>%1 个命令</translation>
    </message>
    <message>
        <source>%1 commands</source>
        <translation>%1 个命令</translation>
    </message>
    <message>
        <source>script, %1 actor</source>
        <translation>脚本，%1 个角色</translation>
    </message>
    <message>
        <source>%1 step</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>%1 point</source>
        <translation>%1 点</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 点</translation>
    </message>
    <message>
        <source>%1 worker</source>
        <translation>%1 个工作者</translation>
    </message>
    <message>
        <source>%1 worker a core</source>
        <translation>每核心 %1 个工作者</translation>
    </message>
</context>
<context>
    <name>PresetFile</name>
    <message>
        <source>%1 is no JSON: %2 at byte %3. Ctrl+Shift+O opens it as a script, to mend it.</source>
        <translation>%1 不是 JSON：第 %3 字节处 %2。按 Ctrl+Shift+O 可作为脚本打开来修改。</translation>
    </message>
    <message>
        <source>%1 is no preset: it lacks a workload or models. A recorded comparison ends in .corelane.</source>
        <translation>%1 不是预设：缺少负载或模型。记录好的对比以 .corelane 结尾。</translation>
    </message>
    <message>
        <source>Saved as %1. Drop it on the window, or open it with Ctrl+O, to run it again.</source>
        <translation>已保存为 %1。把它拖到窗口上，或按 Ctrl+O 打开，即可再次运行。</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>only of a background actor</source>
        <translation>仅用于后台角色</translation>
    </message>
    <message>
        <source>from, to</source>
        <translation>从，到</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>median, sigma</source>
        <translation>中位数，sigma</translation>
    </message>
    <message>
        <source>%1 is not an ordinary file. Choose another one.</source>
        <translation>%1 不是普通文件。请选择另一个文件。</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MiB, which no script is. Choose another file, or open a recorded comparison with Ctrl+O.</source>
        <translation>%1 大于 16 MiB，脚本不会这么大。请选择另一个文件，或按 Ctrl+O 打开记录好的对比。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2.</source>
        <translation>无法打开 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is not text in UTF-8. Choose a preset&apos;s JSON, or open a recorded comparison with Ctrl+O.</source>
        <translation>%1 不是 UTF-8 文本。请选择预设的 JSON 文件，或按 Ctrl+O 打开记录好的对比。</translation>
    </message>
    <message>
        <source>%1 It is left as it is, and new notes are not saved; move it away to begin anew.</source>
        <translation>%1该文件保持原样，新的笔记不会保存；要重新开始，请把它移走。</translation>
    </message>
    <message>
        <source>%1 is not an ordinary file.</source>
        <translation>%1 不是普通文件。</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MiB, which no notes are.</source>
        <translation>%1 大于 16 MiB，笔记不会这么大。</translation>
    </message>
    <message>
        <source>%1 is no JSON: %2.</source>
        <translation>%1 不是 JSON：%2。</translation>
    </message>
    <message>
        <source>%1 does not hold notes.</source>
        <translation>%1 不包含笔记。</translation>
    </message>
    <message>
        <source>%1 was written by a later version of Corelane.</source>
        <translation>%1 是由更新版本的 Corelane 写入的。</translation>
    </message>
    <message>
        <source>%1 holds the notes on another comparison.</source>
        <translation>%1 是另一个对比的笔记。</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>start, %1</source>
        <translation>开始，%1</translation>
    </message>
    <message>
        <source>duration, %1</source>
        <translation>时长，%1</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>under 1 s left</source>
        <translation>剩余不到 1 s</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>剩余约 %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>剩余约 %1 min</translation>
    </message>
    <message>
        <source>%1 is not an ordinary file. Choose another name.</source>
        <translation>%1 不是普通文件。请换一个名称。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another folder or make room there.</source>
        <translation>无法写入 %1：%2。请选择另一个文件夹，或在那里腾出空间。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is too large for a sweep.</source>
        <translation>%1 太大，不可能是扫描。</translation>
    </message>
    <message>
        <source>%1 byte</source>
        <translation>%1 字节</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results, a row a model</source>
        <translation>结果，每个模型一行</translation>
    </message>
    <message>
        <source>The verdict comes when all repetitions have run.</source>
        <translation>所有重复运行结束后才会给出结论。</translation>
    </message>
    <message>
        <source>Run the comparison with F5, or open one with Ctrl+O.</source>
        <translation>按 F5 运行对比，或按 Ctrl+O 打开一个对比。</translation>
    </message>
    <message>
        <source>medians of %1 repetitions, 95 % intervals</source>
        <translation>%1 次重复的中位数，95 % 置信区间</translation>
    </message>
    <message>
        <source>medians of %1 repetition</source>
        <translation>%1 次重复的中位数</translation>
    </message>
    <message>
        <source>medians of %1 repetitions</source>
        <translation>%1 次重复的中位数</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>median, %1</source>
        <translation>中位数，%1</translation>
    </message>
    <message>
        <source>faster, ×</source>
        <translation>加速，×</translation>
    </message>
    <message>
        <source>useful, %</source>
        <translation>有效，%</translation>
    </message>
    <message>
        <source>Share of core time in the visible range that %1 spent on the workload&apos;s own work.</source>
        <translation>在可见范围的核心时间中，%1 用于负载本身工作的比例。</translation>
    </message>
    <message>
        <source>With 95 % confidence the median lies between %1 and %2 %3.</source>
        <translation>在 95 % 的置信度下，中位数介于 %1 和 %2 %3 之间。</translation>
    </message>
    <message>
        <source>%1 of what the cores could give at best.</source>
        <translation>达到核心理论上限的 %1。</translation>
    </message>
    <message>
        <source>Models that do not differ with 95 % confidence share a rank.</source>
        <translation>在 95 % 的置信度下没有差异的模型名次相同。</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>What was expected (not judged: the comparison is not complete)</source>
        <translation>预期（未评判：对比尚未完成）</translation>
    </message>
    <message>
        <source>What was expected: %1 of %2 hold</source>
        <translation>预期：%2 项中有 %1 项成立</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>测得 %1</translation>
    </message>
    <message>
        <source>as promised</source>
        <translation>如约</translation>
    </message>
</context>
<context>
    <name>RunHead</name>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>one run</source>
        <translation>一次运行</translation>
    </message>
    <message>
        <source>wrong result, not ranked</source>
        <translation>结果错误，不参与排名</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>faster</source>
        <comment>1.9 ×, before it</comment>
        <translation>加速</translation>
    </message>
    <message>
        <source>as fast</source>
        <comment>0.9 ×, before it</comment>
        <translation>速度</translation>
    </message>
    <message>
        <source>efficient</source>
        <comment>48 %, before it</comment>
        <translation>效率</translation>
    </message>
    <message>
        <source>runs on to %1</source>
        <translation>继续运行到 %1</translation>
    </message>
    <message>
        <source>ends first</source>
        <translation>最先结束</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>晚 %1</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>早 %1</translation>
    </message>
</context>
<context>
    <name>ScriptView</name>
    <message>
        <source>What the engine says of the script</source>
        <translation>引擎对脚本的评价</translation>
    </message>
    <message>
        <source>A script that was not saved when the window ended is in the editor again; Ctrl+5 shows it.</source>
        <translation>窗口上次结束时未保存的脚本已恢复到编辑器中；按 Ctrl+5 显示。</translation>
    </message>
    <message>
        <source>&amp;Script</source>
        <translation>脚本(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;New script</source>
        <translation>新建脚本(&amp;N)</translation>
    </message>
    <message>
        <source>Begins a script: two actors and a lock.</source>
        <translation>开始一个新脚本：两个角色和一把锁。</translation>
    </message>
    <message>
        <source>&amp;Edit the preset</source>
        <translation>编辑预设(&amp;E)</translation>
    </message>
    <message>
        <source>Takes the preset that is chosen into the editor.</source>
        <translation>把所选的预设放进编辑器。</translation>
    </message>
    <message>
        <source>No preset is chosen yet.</source>
        <translation>还没有选择预设。</translation>
    </message>
    <message>
        <source>&amp;Open a script…</source>
        <translation>打开脚本(&amp;O)…</translation>
    </message>
    <message>
        <source>Opens a preset&apos;s file in the editor.</source>
        <translation>在编辑器中打开预设文件。</translation>
    </message>
    <message>
        <source>&amp;Save the script</source>
        <translation>保存脚本(&amp;S)</translation>
    </message>
    <message>
        <source>Saves the text of the editor.</source>
        <translation>保存编辑器中的文本。</translation>
    </message>
    <message>
        <source>Save the script &amp;as…</source>
        <translation>脚本另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Saves the text of the editor under another name.</source>
        <translation>以另一个名称保存编辑器中的文本。</translation>
    </message>
    <message>
        <source>&amp;Run the script</source>
        <translation>运行脚本(&amp;R)</translation>
    </message>
    <message>
        <source>Runs the text of the editor as the comparison.</source>
        <translation>把编辑器中的文本作为对比运行。</translation>
    </message>
    <message>
        <source>The comparison is still running; Esc stops it.</source>
        <translation>对比仍在运行；按 Esc 停止。</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Finds words in the text of the editor.</source>
        <translation>在编辑器的文本中查找。</translation>
    </message>
    <message>
        <source>Find ne&amp;xt</source>
        <translation>查找下一个(&amp;X)</translation>
    </message>
    <message>
        <source>Goes to the next place that has the words.</source>
        <translation>转到下一处匹配。</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>查找上一个(&amp;V)</translation>
    </message>
    <message>
        <source>Goes to the place before that has the words.</source>
        <translation>转到上一处匹配。</translation>
    </message>
    <message>
        <source>&amp;Go to the fault</source>
        <translation>转到错误处(&amp;G)</translation>
    </message>
    <message>
        <source>Goes to the place the engine finds wrong.</source>
        <translation>转到引擎认为有错的位置。</translation>
    </message>
    <message>
        <source>The engine finds nothing wrong at a line.</source>
        <translation>引擎没有在任何一行发现错误。</translation>
    </message>
    <message>
        <source>&amp;Complete the word</source>
        <translation>补全(&amp;C)</translation>
    </message>
    <message>
        <source>Offers what may stand at the cursor.</source>
        <translation>列出光标处可以写的内容。</translation>
    </message>
    <message>
        <source>C&amp;lose the editor</source>
        <translation>关闭编辑器(&amp;L)</translation>
    </message>
    <message>
        <source>Closes the editor; its text stays, and Ctrl+5 shows it again.</source>
        <translation>关闭编辑器；文本会保留，按 Ctrl+5 再次显示。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Edit preset</source>
        <translation>编辑预设</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>not in a file yet</source>
        <translation>尚未存入文件</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>The script in the editor is not saved. Save it?</source>
        <translation>编辑器中的脚本尚未保存。要保存吗？</translation>
    </message>
    <message>
        <source>Open a script</source>
        <translation>打开脚本</translation>
    </message>
    <message>
        <source>Presets and scripts (*.json);;All files (*)</source>
        <translation>预设和脚本 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>保存脚本</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1，已修改</translation>
    </message>
    <message>
        <source>The engine would run it: Ctrl+Return.</source>
        <translation>引擎可以运行它：Ctrl+Return。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Line %1, %2</source>
        <translation>第 %1 行，%2</translation>
    </message>
    <message>
        <source>Click, or F8: go to the place</source>
        <translation>点击或按 F8：转到该处</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>lock &gt; 1ms on w3</source>
        <translation>lock &gt; 1ms on w3</translation>
    </message>
    <message>
        <source>What to search spans for</source>
        <translation>要搜索的区段</translation>
    </message>
    <message>
        <source>Spans that were found</source>
        <translation>找到的区段</translation>
    </message>
    <message>
        <source>The search has found nothing to copy.</source>
        <translation>搜索没有找到可以复制的内容。</translation>
    </message>
    <message>
        <source>S&amp;earch</source>
        <translation>搜索(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>复制为文本(&amp;C)</translation>
    </message>
    <message>
        <source>Copies the marked rows of the search, or all, as text.</source>
        <translation>把搜索结果中标记的行（或全部）复制为文本。</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>复制为 CSV(&amp;V)</translation>
    </message>
    <message>
        <source>Copies the marked rows of the search, or all, as CSV.</source>
        <translation>把搜索结果中标记的行（或全部）复制为 CSV。</translation>
    </message>
    <message>
        <source>C&amp;lose the search</source>
        <translation>关闭搜索(&amp;L)</translation>
    </message>
    <message>
        <source>Closes the search; what is found stays, and Ctrl+F shows it again.</source>
        <translation>关闭搜索；结果会保留，按 Ctrl+F 再次显示。</translation>
    </message>
    <message>
        <source>There are no runs to search yet.</source>
        <translation>还没有可供搜索的运行。</translation>
    </message>
    <message>
        <source>A part of a name, a task such as 14.8, a state or wait; then &gt; 1ms, on w3, in threads, after 2ms or before 9ms.</source>
        <translation>名称的一部分、任务（如 14.8）、状态（如 lock、queue）或 wait；还可加上 &gt; 1ms、on w3、in threads、after 2ms 或 before 9ms。</translation>
    </message>
    <message>
        <source>One span is found.</source>
        <translation>找到 1 个区段。</translation>
    </message>
    <message>
        <source>%1 spans are found.</source>
        <translation>找到 %1 个区段。</translation>
    </message>
    <message>
        <source>No span is like this.</source>
        <translation>没有这样的区段。</translation>
    </message>
    <message>
        <source>One span is found so far.</source>
        <translation>目前找到 1 个区段。</translation>
    </message>
    <message>
        <source>%1 spans are found so far.</source>
        <translation>目前找到 %1 个区段。</translation>
    </message>
    <message>
        <source>%1 spans are found; the longest %2 are listed.</source>
        <translation>找到 %1 个区段；列出其中最长的 %2 个。</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>%1 But the data are poor. %2</source>
        <translation>%1但数据质量差。%2</translation>
    </message>
    <message>
        <source>No model gave a correct result, so none can be named.</source>
        <translation>没有模型给出正确结果，因此无法推荐。</translation>
    </message>
    <message>
        <source>%1 took %2 ms; there is no other model to compare it with.</source>
        <translation>%1 用时 %2 ms；没有其他模型可与之比较。</translation>
    </message>
    <message>
        <source>%1 has the smallest median, %2, but %3 repetition is too few to tell models apart.</source>
        <translation>%1 的中位数最小（%2），但 %3 次重复太少，无法区分模型。</translation>
    </message>
    <message>
        <source>%1 has the smallest median, %2, but %3 repetitions are too few to tell models apart.</source>
        <translation>%1 的中位数最小（%2），但 %3 次重复太少，无法区分模型。</translation>
    </message>
    <message>
        <source>%1 is the model to take: %2.</source>
        <translation>应选 %1：%2。</translation>
    </message>
    <message>
        <source>%1 do not differ (%2): take either of them; the smallest median is that of %3, %4.</source>
        <translation>%1 没有差别（%2）：任选其一；中位数最小的是 %3，%4。</translation>
    </message>
    <message>
        <source>%1 do not differ (%2): take any of them; the smallest median is that of %3, %4.</source>
        <translation>%1 没有差别（%2）：任选其一；中位数最小的是 %3，%4。</translation>
    </message>
    <message>
        <source>The event loop was up to %1 late: %2 kept it for %3 from %4 on, and there are %5 steps like it. Try to give them to a pool of threads (option pool), or to split them.</source>
        <translation>事件循环最多延迟 %1：%2 从 %4 起占用了它 %3，这样的步骤共有 %5 个。可把它们交给线程池（选项 pool），或把它们拆开。</translation>
    </message>
    <message>
        <source>The work took %1 of core time, %2 times what it took at the least in this comparison. Cores that write to one cache line would do that (false sharing), or memory that cannot keep up. Try to keep what each worker writes on cache lines of its own.</source>
        <translation>工作用了 %1 核心时间，是本次对比中最少者的 %2 倍。多个核心写同一缓存行（伪共享）或内存跟不上都会如此。可让每个工作者写的数据各占自己的缓存行。</translation>
    </message>
    <message>
        <source>For %1 in all a worker had nothing to do while up to %2 ready and kept for others. Try a model in which who is idle takes from the others: work stealing, or one queue for all.</source>
        <translation>总共有 %1 某个工作者无事可做，而同时最多有 %2 就绪却留给了其他工作者。可改用空闲者能从别处取任务的模型：工作窃取，或所有人共用一个队列。</translation>
    </message>
    <message>
        <source>%1 went from hand to hand %2 times in a row: held for %3 each time, and %4 until the next one ran. Try a lock that is not fair, or take it less often for more work at a time.</source>
        <translation>%1 连续转手 %2 次：每次持有 %3，到下一个运行又要 %4。可改用非公平锁，或减少加锁次数、每次做更多工作。</translation>
    </message>
    <message>
        <source>%1 was handed over %2 times after %3 of holding it in all; longest by %4, for %5 from %6 on. Try to do less while holding it, or to split what it protects.</source>
        <translation>%1 移交了 %2 次，总共被持有 %3；最长的是 %4，从 %6 起持有 %5。可减少持有期间的工作，或拆分它所保护的数据。</translation>
    </message>
    <message>
        <source>%1 was busy for %2 of the run, while workers waited for it. Try larger tasks or chunks, or a model whose workers hand tasks to each other.</source>
        <translation>%1 在运行的 %2 时间里忙碌，而工作者在等它。可用更大的任务或块，或改用工作者相互传递任务的模型。</translation>
    </message>
    <message>
        <source>%1 workers share %2 %3, and %4 of the core time was lost to workers that were ready and not run. Try as many workers as cores.</source>
        <translation>%1 个工作者共用 %2 %3，%4 的核心时间损失在就绪却未运行的工作者上。可让工作者数等于核心数。</translation>
    </message>
    <message>
        <source>%1 of waiting for %2 was for a holder that had no core: %3 waited %4 while %5 was ready to run, from %6 on. Try a mutex that lends its waiter&apos;s priority, or keep other work off the holder&apos;s core.</source>
        <translation>等待 %2 的时间中有 %1 是因为持有者没有核心：从 %6 起 %3 等待了 %4，而 %5 已就绪。可用能继承等待者优先级的互斥锁，或不让其他工作占用持有者的核心。</translation>
    </message>
    <message>
        <source>%1 was full: producers waited %2 for room. Its consumers are the bottleneck; try more of them. A larger queue only makes the wait begin later.</source>
        <translation>%1 满了：生产者为等空位等待了 %2。瓶颈是它的消费者；可增加消费者。更大的队列只会让等待晚些开始。</translation>
    </message>
    <message>
        <source>%1 was empty: consumers waited %2 for something in it. Its producers are the bottleneck; try more of them, or fewer consumers.</source>
        <translation>%1 空了：消费者为等数据等待了 %2。瓶颈是它的生产者；可增加生产者或减少消费者。</translation>
    </message>
    <message>
        <source>From %1 on, for %2, one worker at a time computed while the others waited or had nothing to do; %3 of %4 were like that. Try to split this part, or to do it beside something else.</source>
        <translation>从 %1 起的 %2 内，同一时刻只有一个工作者在计算，其他的在等待或无事可做；%4 中共有 %3 如此。可拆分这一部分，或让它与别的工作同时进行。</translation>
    </message>
    <message>
        <source>%1 held the others up: it had work for %2 of the run, while %3. Make it faster, or let several share what it does; nothing else in the chain would help.</source>
        <translation>%1 拖住了其他的：它在运行的 %2 时间里有工作，而%3。可让它更快，或由几个分担；改动链中别处无济于事。</translation>
    </message>
    <message>
        <source>%1 stood before a full pipe for %2 and %3 before an empty one for %4</source>
        <translation>%1 有 %2 的时间面对满的管道，%3 有 %4 的时间面对空的管道</translation>
    </message>
    <message>
        <source>%1 stood before a full pipe for %2</source>
        <translation>%1 有 %2 的时间面对满的管道</translation>
    </message>
    <message>
        <source>%1 before an empty one for %2</source>
        <translation>%1 有 %2 的时间面对空的管道</translation>
    </message>
    <message>
        <source>%1 workers ended one after the other, %2 first and %3 %4 later, and who had ended was idle. Try a model that shares work out while it runs, or shares of equal work instead of equal number.</source>
        <translation>%1 个工作者先后结束，%2 最早，%3 晚 %4，先结束者闲着。可改用运行中分配工作的模型，或按工作量而不是按个数均分。</translation>
    </message>
    <message>
        <source>%1 of the core time went to starting workers; the first task began after %2. Try to keep workers for more work, or ones that start faster: threads instead of processes, a fork server instead of a spawn.</source>
        <translation>%1 的核心时间用于启动工作者；第一个任务在 %2 之后才开始。可让工作者做更多的工作，或用启动更快的：以线程代替进程，以 fork 服务器代替 spawn。</translation>
    </message>
    <message>
        <source>%1 waited %2 for %3, where the middle one of %4 waited %5. Try a fair lock, or one that cannot be taken past those who wait.</source>
        <translation>%1 为 %3 等待了 %2，而 %4 个中居中的只等了 %5。可用公平锁，或不能越过等待者取得的锁。</translation>
    </message>
    <message>
        <source>%1, and the others waited %2 in all, %3 of it for %4 from %5 on. Try to share the work of a round out more evenly, or fewer rounds.</source>
        <translation>%1，其他的总共等待了 %2，其中 %3 是从 %5 起等 %4。可更均匀地分配每轮的工作，或减少轮数。</translation>
    </message>
    <message>
        <source>%1 came last to %2 in %3 of %4 rounds</source>
        <translation>%4 轮中有 %3 轮 %1 最后到达 %2</translation>
    </message>
    <message>
        <source>Each of %1 rounds at %2 lasted as long as its slowest</source>
        <translation>%2 的 %1 轮中每一轮都和其最慢者一样长</translation>
    </message>
    <message>
        <source>%1 computed for %2, %3 more than the mean of %4 workers. Try a model that shares work out while it runs, or smaller tasks.</source>
        <translation>%1 计算了 %2，比 %4 个工作者的平均多 %3。可改用运行中分配工作的模型，或更小的任务。</translation>
    </message>
    <message>
        <source>%1 woke %2 at once, %3 times over, and %4 of them only waited again. Try to wake one at a time, as many as there is work for.</source>
        <translation>%1 每次同时唤醒 %2 个，共 %3 次，其中 %4 只是再次等待。可每次唤醒一个，有多少工作就唤醒多少。</translation>
    </message>
    <message>
        <source>Cores ran out of work %1 before the end, as single tasks take up to %2, %3 of the whole run (%4). Try to split the longest tasks, or to begin with them.</source>
        <translation>核心在结束前 %1 就没有工作了，因为单个任务最长用时 %2，占整个运行的 %3（%4）。可拆分最长的任务，或先做它们。</translation>
    </message>
    <message>
        <source>A task computes for %1 and takes %2 to handle. Try larger tasks: at %3 each, handling would take a twentieth.</source>
        <translation>一个任务计算 %1，处理它却要 %2。可用更大的任务：每个 %3 时，处理只占二十分之一。</translation>
    </message>
    <message>
        <source>The last %1 bytes of the file could not be read.</source>
        <translation>文件最后 %1 字节无法读取。</translation>
    </message>
    <message>
        <source>It was stopped before all its runs were made.</source>
        <translation>所有运行完成之前它就被停止了。</translation>
    </message>
    <message>
        <source>%1 event was lost, so spans are missing; --live or fewer tasks a second would keep them.</source>
        <translation>丢失了 %1 个事件，因此缺少一些区段；用 --live 或每秒更少的任务可以保留它们。</translation>
    </message>
    <message>
        <source>%1 events were lost, so spans are missing; --live or fewer tasks a second would keep them.</source>
        <translation>丢失了 %1 个事件，因此缺少一些区段；用 --live 或每秒更少的任务可以保留它们。</translation>
    </message>
    <message>
        <source>Recording cost %1, against the same runs with it off.</source>
        <translation>与关闭记录的同样运行相比，记录的代价为 %1。</translation>
    </message>
    <message>
        <source>Of %1 % of the core time no state is known.</source>
        <translation>%1 % 的核心时间状态未知。</translation>
    </message>
    <message>
        <source>Workers waited %1 % of their time for cores that other programs had; close those, or choose cores that are free.</source>
        <translation>工作者有 %1 % 的时间在等待被其他程序占用的核心；请关闭那些程序，或选择空闲的核心。</translation>
    </message>
    <message>
        <source>%1 repetition is too few for a 95 % interval, which takes six.</source>
        <translation>%1 次重复不足以得到 95 % 区间，那需要六次。</translation>
    </message>
    <message>
        <source>%1 repetitions are too few for a 95 % interval, which takes six.</source>
        <translation>%1 次重复不足以得到 95 % 区间，那需要六次。</translation>
    </message>
    <message>
        <source>The median of %1 is known to ± %2 % only.</source>
        <translation>%1 的中位数只精确到 ± %2 %。</translation>
    </message>
    <message>
        <source>Runs became %1 % slower on the way, whatever the model: the machine did not stay the same.</source>
        <translation>无论哪种模型，运行过程中都变慢了 %1 %：机器的状态发生了变化。</translation>
    </message>
    <message>
        <source>Runs became %1 % faster on the way, whatever the model: the machine did not stay the same.</source>
        <translation>无论哪种模型，运行过程中都变快了 %1 %：机器的状态发生了变化。</translation>
    </message>
    <message>
        <source>Up to %1 switches a second on a core were recorded, at a cost of about a microsecond each.</source>
        <translation>每个核心每秒最多记录了 %1 次切换，每次代价约一微秒。</translation>
    </message>
    <message>
        <source>%1, %2 % faster than %3 (%4)</source>
        <translation>%1，比 %3 快 %2 %（%4）</translation>
    </message>
    <message>
        <source>%1, %2 times as fast as %3 (%4)</source>
        <translation>%1，速度是 %3 的 %2 倍（%4）</translation>
    </message>
    <message>
        <source>%1 to %2 %, %3</source>
        <translation>%1 至 %2 %，%3</translation>
    </message>
    <message>
        <source>%1 to %2, p %3</source>
        <translation>%1 至 %2，p %3</translation>
    </message>
    <message>
        <source>%1 × on %2 core</source>
        <translation>%2 个核心上 %1 ×</translation>
    </message>
    <message>
        <source>%1 × on %2 cores</source>
        <translation>%2 个核心上 %1 ×</translation>
    </message>
    <message>
        <source>1 task was</source>
        <translation>1 个任务</translation>
    </message>
    <message>
        <source>%1 tasks were</source>
        <translation>%1 个任务</translation>
    </message>
    <message>
        <source>core</source>
        <translation>个核心</translation>
    </message>
    <message>
        <source>cores</source>
        <translation>个核心</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between names</comment>
        <translation> 和 </translation>
    </message>
    <message>
        <source>%1 of the core time went to packing, sending and receiving: %2 MB, %3 kB a task. Try shared memory, larger tasks, or threads.</source>
        <translation>%1 的核心时间用于打包、发送和接收:%2 MB,每个任务 %3 kB。请尝试共享内存、更大的任务或线程。</translation>
    </message>
    <message>
        <source>%1 actors went to another worker and back %2 times, and what they computed next took %3 longer on average than where they stayed. Try one worker for those who wait for each other, or less data to fetch anew.</source>
        <translation>%1 个参与者迁移到另一个工作线程又回来,共 %2 次,迁移后紧接着的计算比留在原处时平均长 %3。请让互相等待的参与者使用同一个工作线程,或减少需要重新取来的数据。</translation>
    </message>
    <message>
        <source>%1 workers went to another core and back %2 times, and what they computed next took %3 longer on average than where they stayed. Try to bind each to a core, or less data to fetch anew.</source>
        <translation>%1 个工作者迁移到另一个核心又回来,共 %2 次,迁移后紧接着的计算比留在原处时平均长 %3。请把每个工作者绑定到一个核心,或减少需要重新取来的数据。</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>useful</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>overhead</source>
        <translation>开销</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>io</source>
        <translation>I/O</translation>
    </message>
    <message>
        <source>runnable</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>startup</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>running the workload&apos;s own work</source>
        <translation>执行负载本身的工作</translation>
    </message>
    <message>
        <source>running, but for the model: scheduling, copying, synchronising</source>
        <translation>在运行，但为模型所用：调度、复制、同步</translation>
    </message>
    <message>
        <source>waiting for or spinning on a lock</source>
        <translation>等待锁或在锁上自旋</translation>
    </message>
    <message>
        <source>waiting for a message, an item or a free slot in a queue</source>
        <translation>等待消息、元素或队列中的空位</translation>
    </message>
    <message>
        <source>waiting for a device, a file or the network</source>
        <translation>等待设备、文件或网络</translation>
    </message>
    <message>
        <source>ready to run, but without a core</source>
        <translation>可以运行，但没有核心</translation>
    </message>
    <message>
        <source>nothing there to do</source>
        <translation>无事可做</translation>
    </message>
    <message>
        <source>starting or ending a worker</source>
        <translation>启动或结束工作者</translation>
    </message>
</context>
<context>
    <name>StatisticsView</name>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Keeps these figures while you look elsewhere; again: they follow what you see.</source>
        <translation>查看别处时保留这些数字；再按一次则跟随所见范围。</translation>
    </message>
    <message>
        <source>How long the tasks took</source>
        <translation>任务耗时</translation>
    </message>
    <message>
        <source>Tasks by how long they took, height by the root of their number; line: median, dotted: 99 %.</source>
        <translation>按耗时分布的任务，高度为数量的平方根；实线：中位数，点线：99 %。</translation>
    </message>
    <message>
        <source>What was waited for</source>
        <translation>等待对象</translation>
    </message>
    <message>
        <source>How often the cores changed hands</source>
        <translation>核心切换次数</translation>
    </message>
    <message>
        <source>There is nothing to count yet.</source>
        <translation>还没有可统计的内容。</translation>
    </message>
    <message>
        <source>Frozen: %1 to %2. Below each run, its whole.</source>
        <translation>已冻结：%1 至 %2。每次运行下方是其整体。</translation>
    </message>
    <message>
        <source>The whole runs. Zoom in or measure, and a part stands beside them.</source>
        <translation>整个运行。放大或测量后，旁边会显示其中一段。</translation>
    </message>
    <message>
        <source>What is measured. Below each run, its whole.</source>
        <translation>所测范围。每次运行下方是其整体。</translation>
    </message>
    <message>
        <source>The visible range. Below each run, its whole.</source>
        <translation>可见范围。每次运行下方是其整体。</translation>
    </message>
    <message>
        <source>tasks, %1</source>
        <translation>任务，%1</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>90 %</source>
        <translation>90 %</translation>
    </message>
    <message>
        <source>99 %</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>99.9 %</source>
        <translation>99.9 %</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>A click searches for the spans that took at least so long.</source>
        <translation>点击可搜索耗时不少于此值的时段。</translation>
    </message>
    <message>
        <source>whole run</source>
        <translation>整个运行</translation>
    </message>
    <message>
        <source>waited for, %1</source>
        <translation>等待，%1</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>A click shows the longest of these waits, and searches for all.</source>
        <translation>点击可显示其中最长的等待，并搜索全部。</translation>
    </message>
    <message>
        <source>cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>switches</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>per ms</source>
        <translation>每毫秒</translation>
    </message>
    <message>
        <source>migrations</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>How often a core came to run another thread.</source>
        <translation>核心换去运行另一线程的次数。</translation>
    </message>
    <message>
        <source>How often a worker went on on another core.</source>
        <translation>工作者换到另一核心继续运行的次数。</translation>
    </message>
    <message>
        <source>Workers that computed, over time; dotted: on average.</source>
        <translation>随时间变化的正在计算的工作者数；点线：平均值。</translation>
    </message>
</context>
<context>
    <name>SweepChart</name>
    <message>
        <source>Amdahl</source>
        <translation>Amdahl</translation>
    </message>
    <message>
        <source>Gustafson</source>
        <translation>Gustafson</translation>
    </message>
    <message>
        <source>Universal</source>
        <translation>通用扩展定律</translation>
    </message>
    <message>
        <source>%1: beyond %2 you go backwards</source>
        <translation>%1：超过 %2 反而变慢</translation>
    </message>
    <message>
        <source>%1: METG %2</source>
        <translation>%1：METG %2</translation>
    </message>
    <message>
        <source>← %1   %2 →</source>
        <translation>← %1   %2 →</translation>
    </message>
    <message>
        <source>task granularity: wall time × cores / tasks</source>
        <translation>任务粒度：墙钟时间 × 核心数 / 任务数</translation>
    </message>
    <message>
        <source>wall time, %1</source>
        <translation>墙钟时间，%1</translation>
    </message>
    <message>
        <source>speed-up, ×</source>
        <translation>加速比，×</translation>
    </message>
    <message>
        <source>efficiency, % of the best rate</source>
        <translation>效率，占最佳速率的 %</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>墙钟时间</translation>
    </message>
    <message>
        <source>speed-up</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>%1 at %2: %3 of the best rate, with %4 of core time a task.</source>
        <translation>%1 在 %2 处：最佳速率的 %3，每个任务占用核心时间 %4。</translation>
    </message>
    <message>
        <source>%1 at %2: %3, 95 % interval %4 to %5.</source>
        <translation>%1 在 %2 处：%3，95 % 区间为 %4 到 %5。</translation>
    </message>
    <message>
        <source>%1 at %2: %3.</source>
        <translation>%1 在 %2 处：%3。</translation>
    </message>
    <message>
        <source>%1 run counts.</source>
        <translation>%1 次运行有效。</translation>
    </message>
    <message>
        <source>%1 runs count.</source>
        <translation>%1 次运行有效。</translation>
    </message>
    <message>
        <source>Enter, or a click, opens its recording.</source>
        <translation>按回车或点击，打开它的记录。</translation>
    </message>
</context>
<context>
    <name>TaskView</name>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 以及另外 %2 个</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>The selected task in every run</source>
        <translation>所选任务在各次运行中的情况</translation>
    </message>
    <message>
        <source>Click a task in a lane: its inputs, its hand-overs and its times in every run stand here. Then . and , walk along the lane, ] and [ along the hand-overs, and L shows the longest wait.</source>
        <translation>点击泳道中的任务：这里会列出它的输入、交接以及在各次运行中的时间。之后用 . 和 , 沿泳道前后移动，用 ] 和 [ 沿交接移动，用 L 显示最长的等待。</translation>
    </message>
    <message>
        <source>%1, step %2, point %3</source>
        <translation>%1，第 %2 步，第 %3 点</translation>
    </message>
    <message>
        <source>in each run</source>
        <translation>各次运行</translation>
    </message>
    <message>
        <source>start, %1</source>
        <translation>开始，%1</translation>
    </message>
    <message>
        <source>took, %1</source>
        <translation>用时，%1</translation>
    </message>
    <message>
        <source>wait, %1</source>
        <translation>等待，%1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>位于</translation>
    </message>
    <message>
        <source>on core %1</source>
        <translation>在核心 %1 上</translation>
    </message>
    <message>
        <source>Its inputs came from %1.</source>
        <translation>它的输入来自 %1。</translation>
    </message>
    <message>
        <source>Its output went to %1.</source>
        <translation>它的输出交给了 %1。</translation>
    </message>
    <message>
        <source>Before it, under %1:</source>
        <translation>在它之前，%1：</translation>
    </message>
    <message>
        <source>No hand-over of it is recorded: it needs no input, and nothing needs it.</source>
        <translation>没有记录到它的交接：它不需要输入，也没有任务需要它。</translation>
    </message>
</context>
<context>
    <name>View</name>
    <message>
        <source>Balance</source>
        <translation>时间分配</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假如</translation>
    </message>
</context>
<context>
    <name>WhatIfView</name>
    <message>
        <source>The run that is asked about</source>
        <translation>被询问的运行</translation>
    </message>
    <message>
        <source>The run that is asked about; clicking its head in the timelines chooses it too.</source>
        <translation>被询问的运行；在时间线中点击它的标题也能选择它。</translation>
    </message>
    <message>
        <source>What if: a row a question, with the time it predicts</source>
        <translation>假如：每个问题一行，附预测的时间</translation>
    </message>
    <message>
        <source>It can be asked when all repetitions have run.</source>
        <translation>所有重复都运行之后才能询问。</translation>
    </message>
    <message>
        <source>Run the comparison with F5, or open one with Ctrl+O.</source>
        <translation>按 F5 运行对比，或按 Ctrl+O 打开一个对比。</translation>
    </message>
    <message>
        <source>Replaying the run…</source>
        <translation>正在重放这次运行…</translation>
    </message>
    <message>
        <source>It took %1; replayed without a change: %2. A click on a row says all of it.</source>
        <translation>它用了 %1；不作改变地重放：%2。点击一行可看到全文。</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>假如</translation>
    </message>
    <message>
        <source>would take, %1</source>
        <translation>将用时，%1</translation>
    </message>
    <message>
        <source>change, %</source>
        <translation>变化，%</translation>
    </message>
    <message>
        <source>what that assumes</source>
        <translation>所作的假设</translation>
    </message>
    <message>
        <source>Assumes: %1</source>
        <translation>假设：%1</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>Serial</source>
        <translation>串行</translation>
    </message>
    <message>
        <source>One thread runs every task in order: the time every other model is measured against</source>
        <translation>一个线程按顺序运行所有任务：其他模型都以它的用时为基准</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Every thread owns a share of the points and waits for exactly the tasks it needs of other threads</source>
        <translation>每个线程拥有一部分点，只等待它需要的其他线程的任务</translation>
    </message>
    <message>
        <source>how a thread waits for an input that is not there yet</source>
        <translation>线程如何等待尚未到达的输入</translation>
    </message>
    <message>
        <source>which points a thread owns: neighbours, or every n-th</source>
        <translation>线程拥有哪些点：相邻的点，或每隔 n 个取一个</translation>
    </message>
    <message>
        <source>what a script&apos;s mutex is made of</source>
        <translation>脚本的互斥锁用什么实现</translation>
    </message>
    <message>
        <source>what a script&apos;s semaphore is made of</source>
        <translation>脚本的信号量用什么实现</translation>
    </message>
    <message>
        <source>what a script&apos;s event is made of</source>
        <translation>脚本的事件用什么实现</translation>
    </message>
    <message>
        <source>what a script&apos;s latch is made of</source>
        <translation>脚本的闩锁用什么实现</translation>
    </message>
    <message>
        <source>what a script&apos;s barrier is made of</source>
        <translation>脚本的屏障用什么实现</translation>
    </message>
    <message>
        <source>what a script&apos;s queue is made of</source>
        <translation>脚本的队列用什么实现</translation>
    </message>
    <message>
        <source>what a script&apos;s counter is made of</source>
        <translation>脚本的计数器用什么实现</translation>
    </message>
    <message>
        <source>Thread pool</source>
        <translation>线程池</translation>
    </message>
    <message>
        <source>Threads take whatever task is ready, from deques they steal from or from one shared queue</source>
        <translation>线程取任何就绪的任务，来自可相互窃取的双端队列，或一个共享队列</translation>
    </message>
    <message>
        <source>where ready tasks wait: a deque a thread that others steal from, or one queue under a mutex</source>
        <translation>就绪任务在哪里等待：每线程一个、可被其他线程窃取的双端队列，或一个由互斥锁保护的队列</translation>
    </message>
    <message>
        <source>Futures</source>
        <translation>future</translation>
    </message>
    <message>
        <source>Every worker is a std::async that owns a share of the points and waits for the futures of others</source>
        <translation>每个工作者是一个 std::async，拥有一部分点，并等待其他工作者的 future</translation>
    </message>
    <message>
        <source>what a promise stands for: a worker&apos;s share of a step, or a single task</source>
        <translation>一个 promise 代表什么：工作者在一步中的份额，或单个任务</translation>
    </message>
    <message>
        <source>oneTBB tasks</source>
        <translation>oneTBB 任务</translation>
    </message>
    <message>
        <source>oneTBB&apos;s task group with counted dependences; parallel_for where tasks do not depend on each other</source>
        <translation>oneTBB 的任务组，对依赖计数；任务互不依赖时用 parallel_for</translation>
    </message>
    <message>
        <source>how parallel_for cuts tasks without dependences (pattern trivial) into pieces</source>
        <translation>parallel_for 如何切分没有依赖的任务（trivial 模式）</translation>
    </message>
    <message>
        <source>oneTBB parallel_for</source>
        <translation>oneTBB parallel_for</translation>
    </message>
    <message>
        <source>oneTBB&apos;s parallel_for over the tasks of each step, with any of its partitioners</source>
        <translation>对每一步的任务使用 oneTBB 的 parallel_for，可选任一分割器</translation>
    </message>
    <message>
        <source>how the tasks of a step are cut into pieces: as threads ask for more, down to the grain, into equal shares, or as the step before</source>
        <translation>一步的任务如何切分：随线程索取而切、切到粒度为止、等分，或与上一步相同</translation>
    </message>
    <message>
        <source>tasks below which a piece is not cut any more</source>
        <translation>少于多少个任务时不再切分</translation>
    </message>
    <message>
        <source>threads that may work at once, fewer than the arena has places for (global_control); 0: as many as workers</source>
        <translation>可同时工作的线程数，少于 arena 的容量（global_control）；0：与工作者一样多</translation>
    </message>
    <message>
        <source>oneTBB parallel_reduce</source>
        <translation>oneTBB parallel_reduce</translation>
    </message>
    <message>
        <source>oneTBB&apos;s parallel_reduce over the tasks of each step: pieces are split off, and their counts joined</source>
        <translation>对每一步的任务使用 oneTBB 的 parallel_reduce：切出各块，再合并它们的计数</translation>
    </message>
    <message>
        <source>Divide and conquer</source>
        <translation>分治</translation>
    </message>
    <message>
        <source>The tasks of each step, divided in two until few are left, in a task group of oneTBB&apos;s</source>
        <translation>把每一步的任务反复对半分到只剩少数几个，放进 oneTBB 的任务组</translation>
    </message>
    <message>
        <source>tasks below which a range is not divided any more: small ones balance, large ones cost less</source>
        <translation>少于多少个任务时不再划分：小则更均衡，大则开销更低</translation>
    </message>
    <message>
        <source>oneTBB flow graph</source>
        <translation>oneTBB 流图</translation>
    </message>
    <message>
        <source>A flow graph of oneTBB&apos;s with a node for each task and an edge for each input; up to a million tasks</source>
        <translation>oneTBB 的流图，每个任务一个节点，每个输入一条边；最多一百万个任务</translation>
    </message>
    <message>
        <source>oneTBB pipeline</source>
        <translation>oneTBB 流水线</translation>
    </message>
    <message>
        <source>A pipeline of oneTBB&apos;s: tasks are taken in order, run in parallel and published in order</source>
        <translation>oneTBB 的流水线：任务按顺序取出、并行运行、按顺序发布</translation>
    </message>
    <message>
        <source>tasks that may be between the first and the last stage at once; 0: four for each worker</source>
        <translation>可同时处于首尾两级之间的任务数；0：每个工作者四个</translation>
    </message>
    <message>
        <source>OpenMP tasks</source>
        <translation>OpenMP 任务</translation>
    </message>
    <message>
        <source>OpenMP tasks with counted dependences; a worksharing loop where tasks do not depend on each other</source>
        <translation>OpenMP 任务，对依赖计数；任务互不依赖时用工作共享循环</translation>
    </message>
    <message>
        <source>how the loop over tasks without dependences (pattern trivial) is shared out</source>
        <translation>没有依赖的任务（trivial 模式）的循环如何分配</translation>
    </message>
    <message>
        <source>tasks a thread takes from the loop at once; 0 leaves it to OpenMP</source>
        <translation>线程一次从循环中取走的任务数；0 表示由 OpenMP 决定</translation>
    </message>
    <message>
        <source>OpenMP depend</source>
        <translation>OpenMP depend</translation>
    </message>
    <message>
        <source>OpenMP tasks with a depend clause each: one thread makes them all, OpenMP finds out which are ready</source>
        <translation>每个 OpenMP 任务带一个 depend 子句：由一个线程创建全部任务，OpenMP 找出哪些就绪</translation>
    </message>
    <message>
        <source>OpenMP loop</source>
        <translation>OpenMP 循环</translation>
    </message>
    <message>
        <source>An OpenMP worksharing loop over the tasks of each step, with a barrier after it</source>
        <translation>对每一步的任务使用 OpenMP 工作共享循环，其后有一个屏障</translation>
    </message>
    <message>
        <source>how the loop over the tasks of a step is shared out</source>
        <translation>一步中任务的循环如何分配</translation>
    </message>
    <message>
        <source>Coroutines</source>
        <translation>协程</translation>
    </message>
    <message>
        <source>A C++20 coroutine for every point awaits its inputs; a few threads resume whichever is ready</source>
        <translation>每个点一个 C++20 协程，等待自己的输入；少数几个线程恢复任何就绪的协程</translation>
    </message>
    <message>
        <source>where ready coroutines wait: a deque a thread that others steal from, or one queue under a mutex</source>
        <translation>就绪的协程在哪里等待：每线程一个、可被其他线程窃取的双端队列，或一个由互斥锁保护的队列</translation>
    </message>
    <message>
        <source>Event loop</source>
        <translation>事件循环</translation>
    </message>
    <message>
        <source>One thread runs an Asio io_context; actors are coroutines that its handlers and timers resume</source>
        <translation>一个线程运行 Asio 的 io_context；角色是由其处理函数和定时器恢复的协程</translation>
    </message>
    <message>
        <source>where steps of work are done: in the loop, which stalls it, or by a pool of the other workers</source>
        <translation>计算步骤在哪里执行：在循环中（会使循环停顿），或交给其余工作者组成的池</translation>
    </message>
    <message>
        <source>Fibers</source>
        <translation>纤程</translation>
    </message>
    <message>
        <source>A Boost.Fiber with a stack of its own for every actor; a few threads run whichever is ready</source>
        <translation>每个角色一个有独立栈的 Boost.Fiber；少数几个线程运行任何就绪的纤程</translation>
    </message>
    <message>
        <source>Process pool</source>
        <translation>进程池</translation>
    </message>
    <message>
        <source>how a worker process is made: the program executed afresh, or forked from a server that was</source>
        <translation>工作进程如何创建：重新执行程序，或由这样启动的服务进程 fork 出来</translation>
    </message>
    <message>
        <source>how tasks and outputs travel: as messages through pipes, sockets or queues of the kernel, or not at all, in memory that all share</source>
        <translation>任务和输出如何传递：作为消息经由内核的管道、套接字或队列，或者不传递，放在共享内存中</translation>
    </message>
    <message>
        <source>how many tasks a worker takes at a time</source>
        <translation>工作者一次取多少个任务</translation>
    </message>
    <message>
        <source>Redis job queue</source>
        <translation>Redis 作业队列</translation>
    </message>
    <message>
        <source>how jobs wait: a list, from which LMOVE hands each to one worker, or a stream with a group of consumers</source>
        <translation>作业如何等待：一个列表，用 LMOVE 把每个作业交给一个工作者；或一个带消费者组的流</translation>
    </message>
    <message>
        <source>who runs a job: the worker itself, or a process that it forks for each</source>
        <translation>谁来运行作业：工作者自己，或它为每个作业 fork 的进程</translation>
    </message>
    <message>
        <source>how many jobs a worker takes at a time</source>
        <translation>工作者一次取多少个作业</translation>
    </message>
    <message>
        <source>Remote procedure calls (gRPC)</source>
        <translation>远程过程调用（gRPC）</translation>
    </message>
    <message>
        <source>how many calls of a worker may be under way at once</source>
        <translation>一个工作者最多可同时进行多少次调用</translation>
    </message>
    <message>
        <source>MPI (Open MPI)</source>
        <translation>MPI（Open MPI）</translation>
    </message>
    <message>
        <source>for how many steps a rank asks for messages before it needs them</source>
        <translation>rank 提前多少步请求它需要的消息</translation>
    </message>
    <message>
        <source>Task graph</source>
        <translation>任务图</translation>
    </message>
    <message>
        <source>Tasks in steps; each needs outputs of the step before, in one of eleven patterns</source>
        <translation>任务分步进行；每个任务需要上一步的输出，依赖有十一种模式</translation>
    </message>
    <message>
        <source>which tasks of the step before each task needs</source>
        <translation>每个任务需要上一步的哪些任务</translation>
    </message>
    <message>
        <source>number of steps, one after the other</source>
        <translation>步数，依次进行</translation>
    </message>
    <message>
        <source>tasks of the widest step</source>
        <translation>最宽一步的任务数</translation>
    </message>
    <message>
        <source>inputs of a task, for nearest, spread and random_nearest</source>
        <translation>一个任务的输入数，用于 nearest、spread 和 random_nearest</translation>
    </message>
    <message>
        <source>steps until the inputs repeat, for spread and random_nearest</source>
        <translation>多少步后输入重复，用于 spread 和 random_nearest</translation>
    </message>
    <message>
        <source>chance of each possible input, for random_nearest</source>
        <translation>每个可能输入出现的概率，用于 random_nearest</translation>
    </message>
    <message>
        <source>what every task computes</source>
        <translation>每个任务计算什么</translation>
    </message>
    <message>
        <source>how often a task repeats its kernel</source>
        <translation>任务重复执行计算核的次数</translation>
    </message>
    <message>
        <source>spread of the iterations under load_imbalance: 1 is from half to one and a half</source>
        <translation>load_imbalance 下迭代次数的离散程度：1 表示从一半到一倍半</translation>
    </message>
    <message>
        <source>memory that memory_bound works on, of each worker, in bytes</source>
        <translation>memory_bound 使用的内存，每个工作者，单位字节</translation>
    </message>
    <message>
        <source>parts of the scratch memory, one an iteration of memory_bound</source>
        <translation>工作内存分成几份，memory_bound 每次迭代用一份</translation>
    </message>
    <message>
        <source>size of every task&apos;s output in bytes, a multiple of 16</source>
        <translation>每个任务输出的大小，单位字节，16 的倍数</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Actors run steps on named locks, semaphores, events, conditions, barriers and queues</source>
        <translation>角色在具名的锁、信号量、事件、条件变量、屏障和队列上执行步骤</translation>
    </message>
    <message>
        <source>Lock convoy</source>
        <translation>锁护航</translation>
    </message>
    <message>
        <source>Long hold</source>
        <translation>长时间持锁</translation>
    </message>
    <message>
        <source>Priority inversion</source>
        <translation>优先级反转</translation>
    </message>
    <message>
        <source>Starvation</source>
        <translation>饥饿</translation>
    </message>
    <message>
        <source>Thundering herd</source>
        <translation>惊群</translation>
    </message>
    <message>
        <source>Straggler</source>
        <translation>掉队者</translation>
    </message>
    <message>
        <source>Serial section</source>
        <translation>串行段</translation>
    </message>
    <message>
        <source>Too fine grain</source>
        <translation>粒度过细</translation>
    </message>
    <message>
        <source>Too coarse grain</source>
        <translation>粒度过粗</translation>
    </message>
    <message>
        <source>Oversubscription</source>
        <translation>过度订阅</translation>
    </message>
    <message>
        <source>Start-up dominates</source>
        <translation>启动占主导</translation>
    </message>
    <message>
        <source>Copying dominates</source>
        <translation>复制占主导</translation>
    </message>
    <message>
        <source>Manager bottleneck</source>
        <translation>管理者瓶颈</translation>
    </message>
    <message>
        <source>Queue full or empty</source>
        <translation>队列满或空</translation>
    </message>
    <message>
        <source>Blocked event loop</source>
        <translation>事件循环阻塞</translation>
    </message>
    <message>
        <source>False sharing suspected</source>
        <translation>疑似伪共享</translation>
    </message>
    <message>
        <source>Does it scale?</source>
        <translation>能否扩展？</translation>
    </message>
    <message>
        <source>Stencil, five models</source>
        <translation>模板计算，五种模型</translation>
    </message>
    <message>
        <source>Which model pays least for its neighbours?</source>
        <translation>哪种模型与邻居交接的代价最小？</translation>
    </message>
    <message>
        <source>Every task of a step needs the outputs of three neighbours of the step before, so workers keep meeting at the borders of their shares. A model that hands over cheaply keeps the lanes green; one that parks or sends its tasks through a queue shows it between them. The work is the same under all five, so the difference in wall time is what each model itself costs.</source>
        <translation>每一步的每个任务都需要上一步三个邻居的输出，因此工作者不断在各自份额的边界相遇。交接代价低的模型让泳道保持绿色；会休眠线程或让任务经过队列的模型，则在任务之间显露出来。五种模型的工作完全相同，所以用时之差就是各模型自身的代价。</translation>
    </message>
    <message>
        <source>Threads are faster than one core.</source>
        <translation>线程比一个核心快。</translation>
    </message>
    <message>
        <source>oneTBB stays within twice the time of threads that own their points.</source>
        <translation>oneTBB 的用时不超过拥有各自点的线程的两倍。</translation>
    </message>
    <message>
        <source>Sending every task to another process costs more than handing it to a thread.</source>
        <translation>把每个任务发给另一个进程比交给线程代价更大。</translation>
    </message>
    <message>
        <source>No event is lost.</source>
        <translation>没有事件丢失。</translation>
    </message>
    <message>
        <source>Serial baseline</source>
        <translation>串行基线</translation>
    </message>
    <message>
        <source>What is one core worth?</source>
        <translation>一个核心值多少？</translation>
    </message>
    <message>
        <source>One thread runs every task, one after the other, and all other cores stay idle. Its time is what every speed-up is measured against. Whatever is not green on its lane is the price of reading the clock and of the loop itself.</source>
        <translation>一个线程依次运行每个任务，其他核心都空闲。所有加速比都以它的用时为基准。它的泳道上不是绿色的部分，就是读取时钟和循环本身的代价。</translation>
    </message>
    <message>
        <source>The loop around the tasks costs next to nothing.</source>
        <translation>任务外围的循环几乎没有代价。</translation>
    </message>
    <message>
        <source>Nothing is waited for.</source>
        <translation>没有任何等待。</translation>
    </message>
    <message>
        <source>Independent tasks, static and dynamic</source>
        <translation>独立任务，静态与动态</translation>
    </message>
    <message>
        <source>How near to the number of cores does one get?</source>
        <translation>加速比能多接近核心数？</translation>
    </message>
    <message>
        <source>No task needs another, so nothing but the model stands between the work and all cores. With a fixed share for each worker the lanes are solid and end together; a dynamic pool gets there too and pays a little for every task it takes. What is missing to the full speed-up is memory, clock frequency, other programs, or two workers on one physical core.</source>
        <translation>任务之间互不需要，因此在工作与所有核心之间只有模型本身。每个工作者有固定份额时，泳道是实心的并同时结束；动态的池也能做到，只是每取一个任务要多付一点。离理想加速比还差的部分，来自内存、时钟频率、其他程序，或同一物理核心上的两个工作者。</translation>
    </message>
    <message>
        <source>Equal shares: no thread has more than 10 % above the mean.</source>
        <translation>份额均等：没有线程高出均值 10 % 以上。</translation>
    </message>
    <message>
        <source>Threads keep most of the cores&apos; time useful.</source>
        <translation>线程让核心的大部分时间有效。</translation>
    </message>
    <message>
        <source>A dynamic pool costs little more than fixed shares.</source>
        <translation>动态的池只比固定份额多一点代价。</translation>
    </message>
    <message>
        <source>Uneven tasks, static shares</source>
        <translation>不均匀任务，静态分配</translation>
    </message>
    <message>
        <source>What does a fixed share cost when tasks differ?</source>
        <translation>任务长短不一时，固定份额的代价是什么？</translation>
    </message>
    <message>
        <source>Tasks take between nothing and twice the mean, and every thread has its own fixed share of them. The lanes end in a staircase: who got the long tasks works on while the others are idle. Dealing the tasks out in turn instead of in blocks helps by chance only, because nobody knew the durations before.</source>
        <translation>任务时长在零到均值的两倍之间，每个线程有自己固定的份额。泳道以阶梯结束：拿到长任务的仍在工作，其他的已经空闲。轮流发放而不是成块发放任务只能碰运气，因为事先没有人知道时长。</translation>
    </message>
    <message>
        <source>The fullest share is at least a tenth above the mean.</source>
        <translation>最满的份额至少比均值高十分之一。</translation>
    </message>
    <message>
        <source>Who is ready early stays idle.</source>
        <translation>早完成的就一直空闲。</translation>
    </message>
    <message>
        <source>Uneven tasks, dynamic</source>
        <translation>不均匀任务，动态分配</translation>
    </message>
    <message>
        <source>Does taking the next task make the staircase disappear?</source>
        <translation>随取下一个任务能让阶梯消失吗？</translation>
    </message>
    <message>
        <source>The tasks are the same uneven ones, and a worker that is ready takes or steals the next. The staircase shrinks to at most one task, whatever the durations are. That is worth its price per task as soon as durations differ by more than that price.</source>
        <translation>还是那些不均匀的任务，但空闲的工作者会取走或窃取下一个。无论时长如何，阶梯缩小到最多一个任务。只要时长的差异大于每个任务的这份代价，就是值得的。</translation>
    </message>
    <message>
        <source>Stealing beats fixed shares.</source>
        <translation>任务窃取胜过固定份额。</translation>
    </message>
    <message>
        <source>So does one shared queue, while tasks last a millisecond.</source>
        <translation>任务长达一毫秒时，一个共享队列也是如此。</translation>
    </message>
    <message>
        <source>oneTBB levels it out as well.</source>
        <translation>oneTBB 同样能抹平它。</translation>
    </message>
    <message>
        <source>Eight threads a core</source>
        <translation>每核心八个线程</translation>
    </message>
    <message>
        <source>Do more threads than cores help?</source>
        <translation>线程多于核心有用吗？</translation>
    </message>
    <message>
        <source>Eight threads share each of two cores, and the kernel hands the core round among them. The core lanes show bands of changing threads, and each worker spends most of its time runnable, not running. For pure computing nothing is won: the work ends no sooner, and every change costs a switch and warm caches.</source>
        <translation>每个核心由八个线程共用，内核让它们轮流使用核心。核心泳道上是不断更换的线程，每个工作者大部分时间处于就绪而不是运行。对纯计算来说毫无收益：工作不会更早结束，每次更换都要付出一次切换和变冷的缓存。</translation>
    </message>
    <message>
        <source>Eight times the threads are no faster.</source>
        <translation>八倍的线程并不更快。</translation>
    </message>
    <message>
        <source>Nor are they much slower.</source>
        <translation>也没有慢很多。</translation>
    </message>
    <message>
        <source>Memory-bound tasks</source>
        <translation>访存受限的任务</translation>
    </message>
    <message>
        <source>Do more cores help when memory is the limit?</source>
        <translation>内存是瓶颈时，更多核心有用吗？</translation>
    </message>
    <message>
        <source>Every task copies within a few megabytes instead of computing. Cores share the path to memory, so a second one may bring less than twice the speed. The lanes stay green all the same, because waiting for memory looks like work to the system: only the wall time tells.</source>
        <translation>每个任务在几兆字节内复制，而不是计算。各核心共用通往内存的通路，因此第二个核心带来的可能不到两倍速度。泳道依然是绿色的，因为在系统看来等待内存也是工作：只有用时能说明问题。</translation>
    </message>
    <message>
        <source>The lanes look busy.</source>
        <translation>泳道看起来很忙。</translation>
    </message>
    <message>
        <source>It is no slower than one core.</source>
        <translation>不比一个核心慢。</translation>
    </message>
    <message>
        <source>Loops and their partitioners</source>
        <translation>循环及其分割器</translation>
    </message>
    <message>
        <source>Who should cut a loop into pieces?</source>
        <translation>应该由谁切分循环？</translation>
    </message>
    <message>
        <source>The same uneven items run in a parallel loop, cut as threads ask for more, item by item, into equal shares, or as OpenMP&apos;s schedules do. Equal shares end in a staircase, since one of them is longer than the others; pieces that are taken when a thread is free level it out. With items of a millisecond even the finest cut costs nothing, so the loop that balances wins.</source>
        <translation>同样的不均匀元素在并行循环中运行，切分方式有：随线程索取而切、逐个元素切、等分，或按 OpenMP 的各种调度。等分以阶梯结束，因为总有一份比其他的长；线程空闲时才取的小块则能抹平它。当元素有一毫秒长时，即使切得最细也没有代价，因此均衡的循环胜出。</translation>
    </message>
    <message>
        <source>Cutting item by item beats equal shares.</source>
        <translation>逐个元素切分胜过等分。</translation>
    </message>
    <message>
        <source>So does OpenMP&apos;s dynamic schedule.</source>
        <translation>OpenMP 的 dynamic 调度也是如此。</translation>
    </message>
    <message>
        <source>oneTBB and OpenMP level it out equally well.</source>
        <translation>oneTBB 和 OpenMP 抹平的效果一样好。</translation>
    </message>
    <message>
        <source>A serial part</source>
        <translation>串行部分</translation>
    </message>
    <message>
        <source>How far can more cores take a program that begins alone?</source>
        <translation>以串行开始的程序，更多核心能帮多少？</translation>
    </message>
    <message>
        <source>One actor prepares what two workers wait for, and they compute side by side after that. While it prepares, one core works and the other has nothing to do, and no number of cores changes that: this is Amdahl&apos;s law. Of three equal parts of work, one of them serial, two cores make two thirds of the time and a thousand cores a third.</source>
        <translation>一个角色准备两个工作者所等待的东西，之后它们并排计算。在它准备时，一个核心工作，另一个无事可做，再多核心也改变不了：这就是阿姆达尔定律。三等份工作中有一份串行，两个核心用三分之二的时间，一千个核心用三分之一。</translation>
    </message>
    <message>
        <source>Two cores are well below twice as fast as one.</source>
        <translation>两个核心远不到一个核心的两倍快。</translation>
    </message>
    <message>
        <source>Who waits for whom?</source>
        <translation>谁在等谁？</translation>
    </message>
    <message>
        <source>Wavefront sweep</source>
        <translation>波前扫描</translation>
    </message>
    <message>
        <source>How long does a wavefront take to fill the cores?</source>
        <translation>波前多久才能占满所有核心？</translation>
    </message>
    <message>
        <source>Each task needs its left neighbour and itself of the step before, so work begins in one corner and spreads as a diagonal wave. A thread that owns the far points has nothing to do until the wave arrives, so its core stays idle at the left of its lane. A dynamic pool gives every core a part of the wave as soon as there is one.</source>
        <translation>每个任务需要上一步的左邻和自己，因此工作从一角开始，像斜向的波一样展开。拥有远处点的线程在波到达之前无事可做，所以它的核心在泳道左侧空闲。动态的池则在一有波时就让每个核心都分到一部分。</translation>
    </message>
    <message>
        <source>In spite of the ramp threads are faster than one core.</source>
        <translation>尽管有斜坡，线程仍比一个核心快。</translation>
    </message>
    <message>
        <source>Those who own the far points wait for the wave.</source>
        <translation>拥有远处点的线程在等待波的到来。</translation>
    </message>
    <message>
        <source>A dynamic pool hardly ever falls behind fixed owners.</source>
        <translation>动态的池几乎从不落后于固定的拥有者。</translation>
    </message>
    <message>
        <source>Butterflies of an FFT</source>
        <translation>FFT 的蝶形</translation>
    </message>
    <message>
        <source>What do far neighbours cost?</source>
        <translation>远邻的代价是什么？</translation>
    </message>
    <message>
        <source>The distance to the two other inputs doubles from step to step, as in a fast Fourier transform. With fixed owners every exchange beyond a worker&apos;s own block crosses cores. Hovering a task shows the widening butterflies, and the waits show which of them was late.</source>
        <translation>与快速傅里叶变换一样，到另外两个输入的距离逐步加倍。拥有者固定时，超出工作者自己那一块的每次交换都要跨核心。把指针停在任务上可以看到逐渐变宽的蝶形，而等待则显示其中哪一个迟到了。</translation>
    </message>
    <message>
        <source>Fixed owners take at most twice the time of a dynamic pool.</source>
        <translation>固定的拥有者用时最多是动态的池的两倍。</translation>
    </message>
    <message>
        <source>All to all, uneven</source>
        <translation>全对全，不均匀</translation>
    </message>
    <message>
        <source>What does waiting for all cost?</source>
        <translation>等待所有人的代价是什么？</translation>
    </message>
    <message>
        <source>Every task needs all outputs of the step before, which is what a barrier after each step means. Tasks last between nothing and twice the mean, so each step lasts as long as its slowest worker. The lanes look like a comb, and the gaps are the sum of largest minus own share over all steps.</source>
        <translation>每个任务需要上一步的全部输出，这就相当于每一步之后有一个屏障。任务时长在零到均值的两倍之间，因此每一步都和它最慢的工作者一样长。泳道看起来像一把梳子，空隙就是各步中最大份额减去自己份额的总和。</translation>
    </message>
    <message>
        <source>Some of the cores&apos; time is lost at the barrier.</source>
        <translation>核心的部分时间损失在屏障处。</translation>
    </message>
    <message>
        <source>A dynamic pool evens out a step.</source>
        <translation>动态的池让一步之内均衡。</translation>
    </message>
    <message>
        <source>Irregular graph</source>
        <translation>不规则图</translation>
    </message>
    <message>
        <source>Does an irregular graph need a dynamic model?</source>
        <translation>不规则图需要动态模型吗？</translation>
    </message>
    <message>
        <source>Each task needs a random few of its nearest neighbours, and tasks differ in length. There is no schedule that one could write down beforehand. A dynamic pool runs whatever is ready, while a fixed owner waits for the one input that is late.</source>
        <translation>每个任务需要最近邻中随机的几个，而且任务长短不一。没有任何可以事先写下的调度。动态的池运行任何就绪的任务，而固定的拥有者会等待那一个迟到的输入。</translation>
    </message>
    <message>
        <source>A dynamic pool is at least nearly as good as fixed owners.</source>
        <translation>动态的池至少与固定的拥有者几乎一样好。</translation>
    </message>
    <message>
        <source>It is faster than one core.</source>
        <translation>它比一个核心快。</translation>
    </message>
    <message>
        <source>Four graphs at once</source>
        <translation>四个图同时运行</translation>
    </message>
    <message>
        <source>Can other work hide the waiting?</source>
        <translation>别的工作能掩盖等待吗？</translation>
    </message>
    <message>
        <source>Four independent graphs of the nearest pattern run at the same time. While a task of one waits for its inputs, a dynamic model takes a ready task of another. The more such slack there is, the smaller tasks may be before the cores run dry.</source>
        <translation>四个独立的 nearest 模式的图同时运行。当一个图的任务在等待输入时，动态模型取走另一个图的就绪任务。这样的余裕越多，在核心闲下来之前任务就可以越小。</translation>
    </message>
    <message>
        <source>The pool is faster than one core.</source>
        <translation>池比一个核心快。</translation>
    </message>
    <message>
        <source>It hides the waiting at least nearly as well as owners that see all four graphs.</source>
        <translation>它掩盖等待的效果至少与能看到四个图的拥有者几乎一样好。</translation>
    </message>
    <message>
        <source>Flow graph and pipeline</source>
        <translation>流图与流水线</translation>
    </message>
    <message>
        <source>What does it cost to let a library know the whole graph?</source>
        <translation>让库知道整个图的代价是什么？</translation>
    </message>
    <message>
        <source>A stencil of tasks of some fifteen microseconds runs as a flow graph with a node a task, as tasks whose inputs the program counts itself, and through a pipeline that takes and publishes them in order. The flow graph&apos;s first lane begins with making its nodes and ends with taking them apart, while the others are not there yet. Knowing the graph saves the program its counting, and is paid for before the first task.</source>
        <translation>由约十五微秒的任务组成的模板计算，分别作为每任务一个节点的流图、由程序自己统计输入的任务，以及按顺序取出并发布任务的流水线来运行。流图的第一条泳道以创建节点开始，以拆除节点结束，那时其他泳道还没有出现。知道整个图省去了程序的计数，但这份代价在第一个任务之前就已付出。</translation>
    </message>
    <message>
        <source>The flow graph is faster than one core.</source>
        <translation>流图比一个核心快。</translation>
    </message>
    <message>
        <source>The pipeline is, too: near neighbours never make it drain.</source>
        <translation>流水线也是：近邻从不会让它排空。</translation>
    </message>
    <message>
        <source>Making nodes costs less than half of the tasks&apos; time.</source>
        <translation>创建节点的代价不到任务时间的一半。</translation>
    </message>
    <message>
        <source>What does it cost to wait for a future?</source>
        <translation>等待 future 的代价是什么？</translation>
    </message>
    <message>
        <source>A stencil runs under workers that hand over by promises and futures, a promise for each share of a step or for each task, under threads with flags, and in a pool. Every wait for a future is a lock span, and a future that is not there yet puts its thread to sleep at once. A promise for a share is made good when the whole share is done, so neighbours wait for each other after every step; one for each task costs more promises and lets them run ahead.</source>
        <translation>同一个模板计算，工作者分别用 promise 和 future 交接（每步的份额一个 promise，或每个任务一个），用带标志的线程，以及用池来运行。对 future 的每次等待都是一个锁区段，尚未就绪的 future 会立即让线程休眠。代表份额的 promise 要等整份完成才兑现，因此邻居在每一步之后互相等待；每个任务一个则要更多 promise，但可以让它们走在前面。</translation>
    </message>
    <message>
        <source>A promise for each task is faster than one core.</source>
        <translation>每个任务一个 promise 比一个核心快。</translation>
    </message>
    <message>
        <source>It is not far behind threads with flags.</source>
        <translation>它不比带标志的线程慢多少。</translation>
    </message>
    <message>
        <source>Waiting for whole shares is lost to locks.</source>
        <translation>等待整个份额的时间损失在锁上。</translation>
    </message>
    <message>
        <source>How small may a task be?</source>
        <translation>任务可以多小？</translation>
    </message>
    <message>
        <source>Tasks of two microseconds</source>
        <translation>两微秒的任务</translation>
    </message>
    <message>
        <source>Who can still run tasks of two microseconds?</source>
        <translation>谁还能运行两微秒的任务？</translation>
    </message>
    <message>
        <source>Sixty-four thousand independent tasks of about two microseconds leave little room for anything around them. Whatever a model spends for each task, a lock, an allocation, a wake-up, is now nearly as long as the task. Fixed shares spend almost nothing; a pool needs cheap queues to keep up.</source>
        <translation>六万四千个约两微秒的独立任务，几乎不给其他事情留下余地。模型为每个任务付出的一把锁、一次分配或一次唤醒，现在都几乎和任务一样长。固定份额几乎没有开销；池则需要低代价的队列才能跟上。</translation>
    </message>
    <message>
        <source>A pool that steals is not far behind.</source>
        <translation>会窃取的池也差得不多。</translation>
    </message>
    <message>
        <source>Divide and conquer, coarse</source>
        <translation>分治，粗粒度</translation>
    </message>
    <message>
        <source>How soon do all cores have something to do?</source>
        <translation>多久之后所有核心都有事可做？</translation>
    </message>
    <message>
        <source>Work splits in two at every step until there are 128 pieces a step, as in merge sort or a tree search. The first steps have fewer tasks than there are cores; after that there is plenty for all. With tasks this coarse the ramp at the left is all that is lost.</source>
        <translation>工作在每一步一分为二，直到每步有 128 块，就像归并排序或树搜索。最初几步的任务少于核心数；之后就足够所有核心使用。任务这么粗时，损失的只有左侧的斜坡。</translation>
    </message>
    <message>
        <source>oneTBB is faster than one core.</source>
        <translation>oneTBB 比一个核心快。</translation>
    </message>
    <message>
        <source>A pool of our own is not far behind it.</source>
        <translation>我们自己的池也差得不多。</translation>
    </message>
    <message>
        <source>Divide and conquer, too fine</source>
        <translation>分治，粒度过细</translation>
    </message>
    <message>
        <source>When does dividing further stop paying?</source>
        <translation>继续划分何时不再划算？</translation>
    </message>
    <message>
        <source>The tree is the same shape with pieces of two microseconds, so each split costs about as much as the piece it makes. The lanes turn from green to the colour of overhead, and for some models to that of waiting. Comparing with the coarse tree shows where the cut-off should be.</source>
        <translation>树的形状相同，但每块只有两微秒，因此每次划分的代价与它产生的块差不多。泳道从绿色变成开销的颜色，对某些模型则是等待的颜色。与粗粒度的树比较，就能看出应该在哪里截止。</translation>
    </message>
    <message>
        <source>What surrounds the pieces is more than a hundredth of the cores&apos; time.</source>
        <translation>块周围的开销超过核心时间的百分之一。</translation>
    </message>
    <message>
        <source>It stays within a few times of one core.</source>
        <translation>用时不超过一个核心的几倍。</translation>
    </message>
    <message>
        <source>Where to stop dividing</source>
        <translation>何处停止划分</translation>
    </message>
    <message>
        <source>When should one stop dividing?</source>
        <translation>应该何时停止划分？</translation>
    </message>
    <message>
        <source>A range of 8,192 items of about two microseconds is halved again and again, down to one item, to 8, to 64, or not at all. Down to one, what surrounds the items shows as overhead between them; not divided, one lane does it all and the others stay idle. In between lies a wide range in which the cut-off hardly matters.</source>
        <translation>一个含 8,192 个约两微秒元素的区间被反复对半分：分到一个元素、8 个、64 个，或者完全不分。分到一个时，元素周围的开销显示在它们之间；不划分时，一条泳道做完全部而其他空闲。两者之间有很宽的范围，截止点几乎无关紧要。</translation>
    </message>
    <message>
        <source>Pieces of 64 are faster than one core.</source>
        <translation>64 个一块比一个核心快。</translation>
    </message>
    <message>
        <source>Not divided, it is one core&apos;s work.</source>
        <translation>不划分时，就是一个核心的工作。</translation>
    </message>
    <message>
        <source>Single items cost more overhead than a hundredth of the cores&apos; time.</source>
        <translation>单个元素的开销超过核心时间的百分之一。</translation>
    </message>
    <message>
        <source>Too few tasks, and too long</source>
        <translation>任务太少、太长</translation>
    </message>
    <message>
        <source>Can a task be too large?</source>
        <translation>任务会太大吗？</translation>
    </message>
    <message>
        <source>Five tasks of the same length on two cores, and any model that shares them out gives three to one core and two to the other. The last task runs alone for a fifth of the run, and no scheduler can help. The same work in fifty tasks fills both cores to within a fiftieth.</source>
        <translation>两个核心上有五个同样长的任务，任何分配它们的模型都会给一个核心三个、另一个两个。最后一个任务独自运行了整个运行的五分之一，任何调度器都无能为力。同样的工作分成五十个任务，两个核心的填充就只差五十分之一。</translation>
    </message>
    <message>
        <source>Two cores stay well below twice the speed.</source>
        <translation>两个核心远不到两倍速度。</translation>
    </message>
    <message>
        <source>Threads or processes?</source>
        <translation>线程还是进程？</translation>
    </message>
    <message>
        <source>Process pool with a task queue</source>
        <translation>带任务队列的进程池</translation>
    </message>
    <message>
        <source>What does a task cost that goes to another process?</source>
        <translation>把任务交给另一个进程的代价是什么？</translation>
    </message>
    <message>
        <source>The parent feeds worker processes through pipes, one task after the other, and collects their outputs. Each lane begins with the start of a process, and between tasks there is a trip through the kernel and back. Threads run the same tasks with neither.</source>
        <translation>父进程通过管道逐个向工作进程发送任务，并收集它们的输出。每条泳道以进程的启动开始，任务之间是一次进出内核的往返。线程运行同样的任务则两者都不需要。</translation>
    </message>
    <message>
        <source>Starting processes and sending tasks costs something.</source>
        <translation>启动进程和发送任务是有代价的。</translation>
    </message>
    <message>
        <source>Outputs travel between address spaces.</source>
        <translation>输出在地址空间之间传递。</translation>
    </message>
    <message>
        <source>Process pool, pipe or shared memory</source>
        <translation>进程池，管道或共享内存</translation>
    </message>
    <message>
        <source>What does copying large outputs cost?</source>
        <translation>复制大块输出的代价是什么？</translation>
    </message>
    <message>
        <source>Every output is 64 KiB, and neighbours need it. Through a pipe it is copied into the kernel and out again, once for each hand-over; in shared memory it stays where it is and only a word says that it is there. The second kind of pool looks like threads, but for the start of its processes.</source>
        <translation>每个输出为 64 KiB，并且邻居需要它。经由管道时，每次交接都要把它复制进内核再复制出来；在共享内存中它留在原处，只用一个字告知它已就绪。第二种池除了进程的启动之外看起来就像线程。</translation>
    </message>
    <message>
        <source>Shared memory moves no output.</source>
        <translation>共享内存不搬动输出。</translation>
    </message>
    <message>
        <source>It beats the pipe.</source>
        <translation>它胜过管道。</translation>
    </message>
    <message>
        <source>Starting processes</source>
        <translation>启动进程</translation>
    </message>
    <message>
        <source>How long until a worker process does its first task?</source>
        <translation>工作进程多久才开始第一个任务？</translation>
    </message>
    <message>
        <source>A new program is loaded for each worker, or a small server that is already loaded forks one. The grey bars at the left of the lanes are that start, and nothing is computed meanwhile. It is paid once a pool, so it matters for short work and not for long.</source>
        <translation>为每个工作者加载一个新程序，或者由一个已加载好的小服务进程 fork 出来。泳道左侧的灰条就是这段启动，期间没有任何计算。每个池只付一次，因此对短工作重要，对长工作则不然。</translation>
    </message>
    <message>
        <source>Starting a program shows.</source>
        <translation>启动程序看得出来。</translation>
    </message>
    <message>
        <source>A fork server is no slower than starting programs.</source>
        <translation>fork 服务进程不比启动程序慢。</translation>
    </message>
    <message>
        <source>The one who hands out tasks</source>
        <translation>分发任务者</translation>
    </message>
    <message>
        <source>When is the manager the bottleneck?</source>
        <translation>管理者何时成为瓶颈？</translation>
    </message>
    <message>
        <source>Tasks of a few microseconds go one by one from a parent to its worker processes and back. The parent packs, sends, receives and keeps account of every one of them, and that takes longer than the tasks themselves: its lane is full, the workers&apos; lanes are gaps, and more workers only wait for it together. Threads that take their tasks from a queue in memory have no such parent.</source>
        <translation>几微秒的任务逐个从父进程发往工作进程再返回。父进程要为每一个任务打包、发送、接收和记账，这比任务本身还久：它的泳道是满的，工作者的泳道是空隙，更多的工作者只是一起等待它。从内存队列中取任务的线程没有这样的父进程。</translation>
    </message>
    <message>
        <source>Handing out costs more than the work.</source>
        <translation>分发的代价比工作本身还大。</translation>
    </message>
    <message>
        <source>How do processes talk?</source>
        <translation>进程如何通信？</translation>
    </message>
    <message>
        <source>Job queue: resident worker or a fork a job</source>
        <translation>作业队列：常驻工作者，或每作业一次 fork</translation>
    </message>
    <message>
        <source>What does a process of its own cost each job?</source>
        <translation>每个作业用独立进程的代价是什么？</translation>
    </message>
    <message>
        <source>Jobs wait in a Redis server, and workers take them one by one. A resident worker runs a job itself; the other kind forks a process for every job, so a grey bar of start-up stands before each green one. The gap is the same whatever the job does, so it matters for short jobs and not for long ones.</source>
        <translation>作业在 Redis 服务器中等待，由工作者逐个取走。常驻的工作者自己运行作业；另一种则为每个作业 fork 一个进程，因此每段绿色之前都有一段灰色的启动。无论作业做什么，这个间隔都一样，所以对短作业重要，对长作业则不然。</translation>
    </message>
    <message>
        <source>A fork a job costs time.</source>
        <translation>每个作业一次 fork 要花时间。</translation>
    </message>
    <message>
        <source>The forks show as start-up.</source>
        <translation>fork 显示为启动。</translation>
    </message>
    <message>
        <source>Jobs and results travel through the server.</source>
        <translation>作业和结果经由服务器传递。</translation>
    </message>
    <message>
        <source>Which way between processes costs least?</source>
        <translation>哪种进程间通信方式代价最小？</translation>
    </message>
    <message>
        <source>A stream of packets carries the same bytes as a pipe.</source>
        <translation>数据包的流与管道传递同样的字节。</translation>
    </message>
    <message>
        <source>A message queue moves them in small pieces, which takes time.</source>
        <translation>消息队列分成小块搬动，这要花时间。</translation>
    </message>
    <message>
        <source>Remote procedure calls</source>
        <translation>远程过程调用</translation>
    </message>
    <message>
        <source>What does a framework for calls add to a socket?</source>
        <translation>调用框架在套接字之上增加了什么代价？</translation>
    </message>
    <message>
        <source>Under rpc every worker process is a gRPC server and each task one call to it; the process pool sends the same bytes over the same kind of socket itself, and under MPI nobody hands tasks out, since each rank owns a block of points and sends its neighbours what they need. What a call costs more than a message of one&apos;s own is frames, headers and the threads of the library on both sides. Watch the gaps between the green spans, which hardly depend on how long a task takes, and how long MPI takes to start and to leave.</source>
        <translation>在 rpc 下，每个工作进程是一个 gRPC 服务器，每个任务是对它的一次调用；进程池自己通过同样的套接字发送同样的字节；在 MPI 下没有人分发任务，因为每个 rank 拥有一块点，并把邻居需要的东西发给它们。一次调用比自己的一条消息多付出的，是帧、头部以及两端库的线程。请看绿色区段之间的间隔，它几乎与任务时长无关，以及 MPI 启动和退出要多久。</translation>
    </message>
    <message>
        <source>A call costs more than a message of one&apos;s own.</source>
        <translation>一次调用比自己的一条消息代价更大。</translation>
    </message>
    <message>
        <source>Inputs and outputs travel between address spaces.</source>
        <translation>输入和输出在地址空间之间传递。</translation>
    </message>
    <message>
        <source>Who owns points sends less than who is handed every task.</source>
        <translation>拥有点的一方比每个任务都由人分发的一方发送得少。</translation>
    </message>
    <message>
        <source>What does a construct do?</source>
        <translation>一种同步机制做什么？</translation>
    </message>
    <message>
        <source>One lock, long hold</source>
        <translation>一把锁，长时间持有</translation>
    </message>
    <message>
        <source>What does one lock leave of two cores?</source>
        <translation>一把锁让两个核心还剩多少？</translation>
    </message>
    <message>
        <source>Four actors take turns under one lock: each computes inside and a little outside. One lane is green and the others wait, whatever the number of cores; an arrow leads from each release to the wait it ended. Shorten what is done inside, or share it out over more locks.</source>
        <translation>四个角色轮流使用一把锁：每个角色在锁内计算，也在锁外计算一点。无论有多少核心，都只有一条泳道是绿色的，其他的在等待；每次释放都有一个箭头指向它所结束的等待。请缩短锁内的工作，或把它分到更多的锁上。</translation>
    </message>
    <message>
        <source>Two cores are little faster than one.</source>
        <translation>两个核心只比一个快一点。</translation>
    </message>
    <message>
        <source>Waiting for the lock costs cores.</source>
        <translation>等待锁占用了核心时间。</translation>
    </message>
    <message>
        <source>Semaphore(2) and eight workers</source>
        <translation>Semaphore(2) 与八个工作者</translation>
    </message>
    <message>
        <source>Do more than two ever work at once?</source>
        <translation>会有两个以上同时工作吗？</translation>
    </message>
    <message>
        <source>Eight actors share two units of a semaphore and hold one while they compute. Never more than two lanes are green; the others wait for a release. With two cores this is as fast as it gets, and the cores are not fought over.</source>
        <translation>八个角色共用信号量的两个单位，计算时持有一个。绿色的泳道从不超过两条；其他的等待释放。在两个核心上这已是最快，而且不会争抢核心。</translation>
    </message>
    <message>
        <source>Two work at a time.</source>
        <translation>同时有两个在工作。</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Do all start together?</source>
        <translation>大家同时开始吗？</translation>
    </message>
    <message>
        <source>Four actors wait for an event that a fifth sets after some work of its own. The wait ends for all at once: a fan of arrows leads from the one set to every waiter. What follows runs on all cores.</source>
        <translation>四个角色等待一个事件，第五个角色做完自己的一些工作后把它置位。等待对所有角色同时结束：从那一次置位有一束箭头指向每个等待者。之后的工作在所有核心上进行。</translation>
    </message>
    <message>
        <source>The preparation is serial, the race is not.</source>
        <translation>准备是串行的，之后的竞跑不是。</translation>
    </message>
    <message>
        <source>A lock convoy</source>
        <translation>锁护航</translation>
    </message>
    <message>
        <source>Why can a fair lock be slow?</source>
        <translation>公平锁为什么会慢？</translation>
    </message>
    <message>
        <source>Three actors take one lock again and again, for a moment each, and come back sooner than it is their turn. A fair lock hands itself to the one that has waited longest, so that every single turn is a wake-up, and all waits are equally long: diagonal stripes, at the pace of the kernel. An unfair mutex lets whoever runs take it again at once, many times in a row, and the others sleep: less just, and several times as fast.</source>
        <translation>三个角色一次又一次地取同一把锁，每次只持有片刻，而且在轮到自己之前就回来了。公平锁把自己交给等得最久的那一个，因此每一轮都是一次唤醒，所有等待一样长：形成斜纹，以内核的节奏前进。不公平的互斥锁让正在运行的那个立即再次取得它，连续多次，其他的则休眠：不那么公平，却快好几倍。</translation>
    </message>
    <message>
        <source>The fair lock takes longer for the same work.</source>
        <translation>同样的工作，公平锁用时更长。</translation>
    </message>
    <message>
        <source>It is a switch for almost every turn.</source>
        <translation>几乎每一轮都是一次切换。</translation>
    </message>
    <message>
        <source>Coroutines on one thread never find it held: nothing suspends its holder.</source>
        <translation>单线程上的协程从不会遇到它被持有：没有什么会挂起它的持有者。</translation>
    </message>
    <message>
        <source>Condition: one wake-up or all</source>
        <translation>条件变量：唤醒一个或全部</translation>
    </message>
    <message>
        <source>What does waking everybody cost?</source>
        <translation>唤醒所有人的代价是什么？</translation>
    </message>
    <message>
        <source>Six actors wait for a condition; whoever notifies takes the mutex first, so none is missed. Two notifications, three milliseconds apart, wake one each, and the last wakes all that are left. Each arrow is a notification and who it woke: those who woke together queue up for the mutex once more.</source>
        <translation>六个角色等待一个条件变量；通知者先取互斥锁，因此不会错过任何一个。相隔三毫秒的两次通知各唤醒一个，最后一次唤醒其余所有。每个箭头是一次通知以及它唤醒了谁：一起醒来的还要再次为互斥锁排队。</translation>
    </message>
    <message>
        <source>Most of the time nobody computes.</source>
        <translation>大部分时间没有人在计算。</translation>
    </message>
    <message>
        <source>Barrier(2)</source>
        <translation>Barrier(2)</translation>
    </message>
    <message>
        <source>Who waits at a barrier?</source>
        <translation>谁在屏障处等待？</translation>
    </message>
    <message>
        <source>Two actors meet at a barrier after each round; one has twice the work of the other. The lanes look like a comb: the faster one waits each time. Every arrow comes from the one that arrived last.</source>
        <translation>两个角色在每轮之后于屏障处会合；其中一个的工作是另一个的两倍。泳道看起来像一把梳子：较快的一个每次都在等待。每个箭头都来自最后到达的那一个。</translation>
    </message>
    <message>
        <source>The faster actor waits half of its time.</source>
        <translation>较快的角色有一半时间在等待。</translation>
    </message>
    <message>
        <source>Waiting at the barrier costs cores.</source>
        <translation>在屏障处等待占用了核心时间。</translation>
    </message>
    <message>
        <source>Waiting for a while only</source>
        <translation>只等一会儿</translation>
    </message>
    <message>
        <source>What is a wait worth that can be given up?</source>
        <translation>可以放弃的等待有什么价值？</translation>
    </message>
    <message>
        <source>One actor holds a lock for five milliseconds at a time; two others try for half a millisecond each time, and do something else when they do not get it. A timed mutex parks who tries and wakes it when the time is over; a coroutine is taken out of the line by a timer. Where nobody waits for longer than it wants to, the cores have something to do, and no circle of waits lasts.</source>
        <translation>一个角色每次持锁五毫秒；另外两个每次尝试半毫秒，取不到时就做别的事。定时互斥锁让尝试者休眠，并在时间到时唤醒它；协程则由定时器从队列中取出。当没有人等待得比自己愿意的更久时，核心就有事可做，等待的环也不会持续。</translation>
    </message>
    <message>
        <source>Who tries waits for a part of the time.</source>
        <translation>尝试者有一部分时间在等待。</translation>
    </message>
    <message>
        <source>And works meanwhile.</source>
        <translation>其余时间在工作。</translation>
    </message>
    <message>
        <source>Producer and consumer</source>
        <translation>生产者与消费者</translation>
    </message>
    <message>
        <source>Who waits for whom at a bounded queue?</source>
        <translation>在有界队列上谁在等谁？</translation>
    </message>
    <message>
        <source>Two producers put into a queue of four places, and one consumer takes an item at a time and needs longer for it. The queue fills, then every put waits for a take. The arrows go both ways, and the consumer alone is never idle.</source>
        <translation>两个生产者向一个有四个位置的队列放入元素，一个消费者每次取一个，并且用时更长。队列填满后，每次放入都要等待一次取出。箭头双向都有，只有消费者从不空闲。</translation>
    </message>
    <message>
        <source>The consumer is the wall.</source>
        <translation>消费者是瓶颈。</translation>
    </message>
    <message>
        <source>Producers wait for room.</source>
        <translation>生产者等待空位。</translation>
    </message>
    <message>
        <source>Readers and a writer</source>
        <translation>多个读者与一个写者</translation>
    </message>
    <message>
        <source>What does one writer do to many readers?</source>
        <translation>一个写者对众多读者有什么影响？</translation>
    </message>
    <message>
        <source>Four readers share a lock and pause between reads, and one writer takes it alone now and then. Readers are green side by side, and the writer waits until the last of them has left. At each write there is a gap in every reader&apos;s lane.</source>
        <translation>四个读者共享一把锁，并在读与读之间停顿；一个写者不时独占它。读者们并排呈绿色，写者要等到最后一个读者离开。每次写入时，每个读者的泳道上都有一个空隙。</translation>
    </message>
    <message>
        <source>Readers overlap.</source>
        <translation>读者相互重叠。</translation>
    </message>
    <message>
        <source>Dining philosophers</source>
        <translation>哲学家就餐</translation>
    </message>
    <message>
        <source>How do five share five forks without a deadlock?</source>
        <translation>五人如何共用五把叉子而不死锁？</translation>
    </message>
    <message>
        <source>Five philosophers think, take two forks, eat and put them back. Each takes the fork of the lower number first, so no circle of waits can close. Let the last one take them in the other order with a barrier between, and the run ends with the circle&apos;s names.</source>
        <translation>五位哲学家思考、拿起两把叉子、进餐、再放回。每位先拿编号较小的叉子，因此等待无法形成环。若让最后一位在中间加一个屏障并以相反的顺序拿，运行就会以这个环中的名字结束。</translation>
    </message>
    <message>
        <source>Two eat at a time.</source>
        <translation>同时有两位在进餐。</translation>
    </message>
    <message>
        <source>Readers starve a writer</source>
        <translation>读者饿死写者</translation>
    </message>
    <message>
        <source>Can an actor wait for ever though nobody is stuck?</source>
        <translation>没有谁卡住，也会有角色永远等待吗？</translation>
    </message>
    <message>
        <source>Four readers hold a lock together, each for two milliseconds, and come back after a short pause, so that there is always one of them inside. A lock that lets readers in while a writer waits keeps the writer out until the last reader is done: one red lane from the first reader&apos;s turn to the end. A lock that lets nobody past a waiting writer gives it its turn after the readers that were inside.</source>
        <translation>四个读者一起持有一把锁，每个两毫秒，短暂停顿后又回来，因此里面总有一个读者。写者等待时仍放读者进入的锁，会把写者挡在外面直到最后一个读者完成：从第一个读者开始到结束是一条红色泳道。不让任何人越过等待中写者的锁，则在里面的读者之后就轮到写者。</translation>
    </message>
    <message>
        <source>The writer waits for most of the run.</source>
        <translation>写者在运行的大部分时间里等待。</translation>
    </message>
    <message>
        <source>Four kinds of locks</source>
        <translation>四种锁</translation>
    </message>
    <message>
        <source>What does a fair lock cost?</source>
        <translation>公平锁的代价是什么？</translation>
    </message>
    <message>
        <source>Eight actors take one lock for ten microseconds at a time, under four kinds of locks. A std::mutex and a spin lock are taken by whoever comes while they are free, most often the thread that is running anyway; a ticket lock and a fair lock are handed on in the order of coming, to a thread that may not run yet. So they form a convoy: everybody waits for its turn, each time, and each hand-over costs a wake-up or a yield.</source>
        <translation>八个角色每次取一把锁十微秒，共有四种锁。std::mutex 和自旋锁在空闲时由谁先来谁取得，多半是本来就在运行的线程；票号锁和公平锁则按到来的顺序交给下一个，而它此时可能还没有在运行。于是形成护航：每个人每次都等待轮到自己，而每次交接都要付出一次唤醒或让出。</translation>
    </message>
    <message>
        <source>The fair lock is slower than the mutex.</source>
        <translation>公平锁比互斥锁慢。</translation>
    </message>
    <message>
        <source>The mutex is hardly waited for.</source>
        <translation>几乎没有对互斥锁的等待。</translation>
    </message>
    <message>
        <source>The fair lock is waited for most of the time.</source>
        <translation>大部分时间都在等待公平锁。</translation>
    </message>
    <message>
        <source>One lock, then four</source>
        <translation>一把锁，然后四把</translation>
    </message>
    <message>
        <source>Do more locks help?</source>
        <translation>更多的锁有用吗？</translation>
    </message>
    <message>
        <source>Four actors first do all their work under one lock, then meet, and then do as much under one of four locks that each draws by chance. In the first half one lane is green at a time; in the second one as many as there are cores, and what is left of waiting is two that drew the same lock. Share a lock out when what it guards can be: waiting falls with the number of locks.</source>
        <translation>四个角色先在一把锁下完成全部工作，然后会合，再在四把锁中随机抽取的一把下做同样多的工作。前半段每次只有一条泳道是绿色的；后半段有多少核心就有多少条，剩下的等待只是两个角色抽到了同一把锁。只要它所保护的东西可以分开，就把锁分开：等待随锁的数目下降。</translation>
    </message>
    <message>
        <source>The second half uses the cores.</source>
        <translation>后半段用上了各个核心。</translation>
    </message>
    <message>
        <source>The first half does not.</source>
        <translation>前半段没有。</translation>
    </message>
    <message>
        <source>False sharing</source>
        <translation>伪共享</translation>
    </message>
    <message>
        <source>Why do threads that share nothing slow each other down?</source>
        <translation>什么都不共享的线程为什么会互相拖慢？</translation>
    </message>
    <message>
        <source>Two actors count, each in a number of its own. Side by side in memory the two numbers lie on one cache line, which travels from core to core with every addition as if it were one number; 128 bytes apart they do not meet. The lanes show the same states, and longer bars.</source>
        <translation>两个角色各自计自己的数。在内存中相邻时，两个数位于同一缓存行，每次相加它都在核心之间来回，好像是同一个数；相隔 128 字节就不会相遇。泳道显示同样的状态，只是条更长。</translation>
    </message>
    <message>
        <source>Parts side by side cost time.</source>
        <translation>相邻的部分要花时间。</translation>
    </message>
    <message>
        <source>One number for all costs no less.</source>
        <translation>所有人共用一个数的代价也不小。</translation>
    </message>
    <message>
        <source>What is wrong with waking everybody?</source>
        <translation>唤醒所有人有什么不对？</translation>
    </message>
    <message>
        <source>Eight actors wait for a condition. The notifier first wakes one of them eight times, then all of them eight times: where one is woken, one arrow leads to one span, where all are woken, a fan of eight leads to a queue for the mutex. If there is work for one only, seven wake-ups of eight are for nothing.</source>
        <translation>八个角色等待一个条件变量。通知者先八次各唤醒其中一个，再八次唤醒全部：唤醒一个时，一个箭头指向一个区段；唤醒全部时，一束八个箭头指向一个等待互斥锁的队列。如果工作只够一个做，八次唤醒中有七次是白费的。</translation>
    </message>
    <message>
        <source>Nearly all of them wait at a time.</source>
        <translation>几乎所有角色同时在等待。</translation>
    </message>
    <message>
        <source>Barrier with a straggler</source>
        <translation>有掉队者的屏障</translation>
    </message>
    <message>
        <source>What does one slow actor cost the others?</source>
        <translation>一个慢角色让其他角色付出什么代价？</translation>
    </message>
    <message>
        <source>Two actors meet after every round; one round in ten takes an actor ten times as long. Whenever that happens the other one waits, so the rounds are as long as their longest part. The more actors there are, the likelier each round has a straggler.</source>
        <translation>两个角色在每轮之后会合；十轮中有一轮，某个角色要花十倍的时间。每当如此，另一个就在等待，因此每轮都和它最长的部分一样长。角色越多，每轮出现掉队者的可能就越大。</translation>
    </message>
    <message>
        <source>Two actors are far from twice as fast.</source>
        <translation>两个角色远没有两倍快。</translation>
    </message>
    <message>
        <source>Waiting for the slower one costs cores.</source>
        <translation>等待较慢的一个占用了核心时间。</translation>
    </message>
    <message>
        <source>The holder that cannot run</source>
        <translation>无法运行的持锁者</translation>
    </message>
    <message>
        <source>Why does a section take longer than its work?</source>
        <translation>为什么临界区比其中的工作更久？</translation>
    </message>
    <message>
        <source>An actor holds a lock for six milliseconds of work at a time, but shares its core with two that compute all the time. Whenever it is taken off the core it keeps the lock: the actor on the other core, which has its core for itself, waits for work that has nothing to do with it. The holder&apos;s lane is runnable, not running, while the waiter&apos;s is red.</source>
        <translation>一个角色每次持锁做六毫秒的工作，但与两个一直在计算的角色共用核心。每当它被换下核心时仍持有锁：在另一个核心上独占核心的角色，就在等待与它毫不相干的工作。持锁者的泳道是就绪而不是运行，而等待者的泳道是红色。</translation>
    </message>
    <message>
        <source>Those who could run do not get the core.</source>
        <translation>可以运行的得不到核心。</translation>
    </message>
    <message>
        <source>It takes far longer than one after the other.</source>
        <translation>比逐个进行慢得多。</translation>
    </message>
    <message>
        <source>Meeting every 20 microseconds</source>
        <translation>每 20 微秒会合一次</translation>
    </message>
    <message>
        <source>When is it right to spin?</source>
        <translation>何时适合自旋？</translation>
    </message>
    <message>
        <source>Two actors meet after every 20 microseconds of work. Who comes first to a std::barrier is parked, and waking it takes about as long as the work; who spins sees the other one come at once. Spin when the wait is shorter than a wake-up and every actor has a core; with more actors than cores a spinning waiter keeps the core from the one it waits for.</source>
        <translation>两个角色每做 20 微秒的工作就会合一次。先到 std::barrier 的会休眠，而唤醒它所需的时间与工作差不多；自旋的则立即看到另一个到来。当等待短于一次唤醒、并且每个角色都有核心时，应当自旋；角色多于核心时，自旋的等待者会占住它所等待者的核心。</translation>
    </message>
    <message>
        <source>Spinning is faster here.</source>
        <translation>自旋在这里更快。</translation>
    </message>
    <message>
        <source>Spawn and join: threads made for a round</source>
        <translation>派生与汇合：为一轮而建的线程</translation>
    </message>
    <message>
        <source>What does a thread cost that is made for one piece of work?</source>
        <translation>为一件工作创建一个线程的代价是什么？</translation>
    </message>
    <message>
        <source>In each of three rounds a parent spawns four threads, which compute for two milliseconds each, and joins them before it computes itself. An arrow leads from each spawn to the first instruction of the thread it made, and one from the last that ends back to the parent. The grey head of each lane is what making a thread costs; under serial none is made and nobody waits.</source>
        <translation>在三轮中的每一轮，父角色派生四个线程，每个计算两毫秒，汇合它们之后自己再计算。从每次派生有一个箭头指向它所创建线程的第一条指令，最后结束的那个有一个箭头返回父角色。每条泳道灰色的开头就是创建线程的代价；串行时不创建线程，也没有人等待。</translation>
    </message>
    <message>
        <source>The threads run at once: a fifth faster than serial and more.</source>
        <translation>线程同时运行：比串行快五分之一以上。</translation>
    </message>
    <message>
        <source>Making threads takes little of the time.</source>
        <translation>创建线程只占很少时间。</translation>
    </message>
    <message>
        <source>A service: calls and replies</source>
        <translation>服务：调用与应答</translation>
    </message>
    <message>
        <source>Who waits, when everybody calls the same actor?</source>
        <translation>大家都调用同一个角色时，谁在等待？</translation>
    </message>
    <message>
        <source>Four clients call a service that needs a millisecond for each call and has one actor to do it; between two calls a client computes for a quarter of that. An arrow leads from a call to the service, where that has been waiting, and one from each reply to the client that made the call. The service never rests and its clients do almost nothing else but wait in line: a second actor in it would help, a fifth client would not.</source>
        <translation>四个客户端调用一个服务，每次调用需要一毫秒，由一个角色来做；两次调用之间客户端计算四分之一毫秒。从调用有一个箭头指向一直在等待的服务，从每个应答有一个箭头指向发出调用的客户端。服务从不休息，客户端除了排队几乎什么也不做：服务中再加一个角色会有帮助，再加第五个客户端则不会。</translation>
    </message>
    <message>
        <source>A third of all time and more is waiting in line.</source>
        <translation>三分之一以上的时间在排队。</translation>
    </message>
    <message>
        <source>It is hardly faster than one actor after the other.</source>
        <translation>几乎不比角色逐个进行快。</translation>
    </message>
    <message>
        <source>Periods: a grid that stays, and one that moves</source>
        <translation>周期：固定的网格与移动的网格</translation>
    </message>
    <message>
        <source>What does a missed period do to those after it?</source>
        <translation>错过一个周期对之后的周期有什么影响？</translation>
    </message>
    <message>
        <source>Two actors wake every five milliseconds and compute for one; in the tenth round each computes for twelve and so misses two periods. The one with an absolute timer does the missed rounds at once and is on its grid again, the other begins a new grid where it was late. Each lane shows its waits for the timer, and the counters below how late every period ended.</source>
        <translation>两个角色每五毫秒醒来并计算一毫秒；在第十轮各计算十二毫秒，因而错过两个周期。使用绝对定时器的那个立即补上错过的几轮并回到原来的网格，另一个则从它迟到的地方开始新的网格。每条泳道显示它对定时器的等待，下方的计数器显示每个周期结束得多晚。</translation>
    </message>
    <message>
        <source>Waiting at the same time takes half as long as in turns.</source>
        <translation>同时等待用的时间是轮流等待的一半。</translation>
    </message>
    <message>
        <source>One core, many tasks</source>
        <translation>一个核心，许多任务</translation>
    </message>
    <message>
        <source>How do threads, coroutines, an event loop and fibers share one core?</source>
        <translation>线程、协程、事件循环和纤程如何共用一个核心？</translation>
    </message>
    <message>
        <source>Eight actors compute in pieces and yield between them, all on a single core. Threads are switched by the kernel, at the end of a time slice or at a yield; coroutines and fibers by themselves, where they yield, and the event loop by posting what comes next: each lane of an actor shows where it ran and where it was ready. The work takes equally long, since one core is all there is: what differs is who decides, and what a switch costs.</source>
        <translation>八个角色分段计算，段间让出，全都在一个核心上。线程由内核切换，在时间片结束或让出时；协程和纤程在让出时自己切换；事件循环则通过投递接下来的工作：每个角色的泳道显示它在哪里运行、在哪里就绪。工作用时相同，因为只有一个核心：不同的是由谁决定，以及一次切换的代价。</translation>
    </message>
    <message>
        <source>One core is one core, whoever shares it out.</source>
        <translation>无论由谁分配，一个核心就是一个核心。</translation>
    </message>
    <message>
        <source>No two coroutines compute at once.</source>
        <translation>没有两个协程同时计算。</translation>
    </message>
    <message>
        <source>Nor do two handlers of an event loop.</source>
        <translation>事件循环的两个处理函数也不会。</translation>
    </message>
    <message>
        <source>The same tasks on all cores</source>
        <translation>同样的任务在所有核心上</translation>
    </message>
    <message>
        <source>What do more cores change for threads, coroutines and an event loop?</source>
        <translation>更多核心对线程、协程和事件循环有什么改变？</translation>
    </message>
    <message>
        <source>The eight actors of &quot;One core, many tasks&quot;, now on every core. Threads, coroutines and fibers spread over the cores, and an actor&apos;s lane may go on under another worker than before; an event loop has one thread, and stays as it was. Take one of them where work computes, and the loop where it waits.</source>
        <translation>还是“一个核心，许多任务”中的八个角色，现在使用所有核心。线程、协程和纤程分布到各核心，一个角色的泳道可能换到另一个工作者上继续；事件循环只有一个线程，和之前一样。需要计算的工作用前几种，需要等待的用事件循环。</translation>
    </message>
    <message>
        <source>Coroutines use the second core.</source>
        <translation>协程用上了第二个核心。</translation>
    </message>
    <message>
        <source>An event loop does not.</source>
        <translation>事件循环没有。</translation>
    </message>
    <message>
        <source>One handler runs at a time.</source>
        <translation>每次只运行一个处理函数。</translation>
    </message>
    <message>
        <source>A thousand waits on one core</source>
        <translation>一个核心上的一千次等待</translation>
    </message>
    <message>
        <source>How many waits fit on one core?</source>
        <translation>一个核心容得下多少次等待？</translation>
    </message>
    <message>
        <source>A thousand actors sleep for 100 ms, all at the same time, and then compute for a moment. A coroutine, a fiber or a timer of an event loop that waits takes no thread and no core: all lanes are idle together, and the run is little longer than one wait. A thousand threads would do as well, at the cost of a thousand stacks in the kernel&apos;s hands; one after the other it would take a hundred seconds.</source>
        <translation>一千个角色同时休眠 100 ms，然后计算片刻。等待中的协程、纤程或事件循环的定时器不占线程也不占核心：所有泳道一起空闲，整个运行只比一次等待稍长。一千个线程也能做到，代价是内核手中的一千个栈；逐个进行则要一百秒。</translation>
    </message>
    <message>
        <source>A thousand waits are under way at once.</source>
        <translation>一千次等待同时进行。</translation>
    </message>
    <message>
        <source>The whole run takes little longer than one of them.</source>
        <translation>整个运行只比其中一次稍长。</translation>
    </message>
    <message>
        <source>A callback that stalls the loop</source>
        <translation>使循环停顿的回调</translation>
    </message>
    <message>
        <source>What does one long callback do to all others?</source>
        <translation>一个长回调对其他回调有什么影响？</translation>
    </message>
    <message>
        <source>Twelve clients reply every few milliseconds, and one cruncher computes for some 20 ms four times. In the loop nobody else gets on while it computes: every client&apos;s time has come and it is not run, and the counter of the loop&apos;s lag jumps to its length. Given to a pool, work runs beside the loop: the lag stays near zero, and replies come when they are due.</source>
        <translation>十二个客户端每隔几毫秒应答一次，一个计算者四次各计算约 20 ms。在循环中，它计算时其他谁也无法前进：每个客户端的时刻到了却得不到运行，循环延迟的计数器跳到它的长度。交给池之后，工作在循环旁边进行：延迟保持接近零，应答按时到来。</translation>
    </message>
    <message>
        <source>The loop lags by as long as the callback takes (in µs).</source>
        <translation>循环的延迟与回调的时长相同（单位 µs）。</translation>
    </message>
    <message>
        <source>Off-loaded, it lags by far less (in µs).</source>
        <translation>卸载到池之后，延迟小得多（单位 µs）。</translation>
    </message>
    <message>
        <source>A chain of generators</source>
        <translation>生成器链</translation>
    </message>
    <message>
        <source>What does handing on one item at a time cost?</source>
        <translation>每次只传递一个元素的代价是什么？</translation>
    </message>
    <message>
        <source>Five stages on one core hand a thousand items on through queues with room for one, so that almost every item is a switch from one stage to the next. Coroutines are generators here, and yield by symmetric transfer: the stage that yields is suspended until one more is asked for, and the one that asked is running, without the kernel. Threads go to sleep and are woken for each item, which costs several times what they compute.</source>
        <translation>一个核心上的五级通过只能放一个元素的队列传递一千个元素，因此几乎每个元素都要从一级切换到下一级。协程在这里是生成器，以对称转移的方式让出：让出的一级挂起直到再被要求一个，而提出要求的一级立即运行，不经过内核。线程则为每个元素休眠并被唤醒，其代价是计算本身的好几倍。</translation>
    </message>
    <message>
        <source>Coroutines leave the kernel alone.</source>
        <translation>协程不打扰内核。</translation>
    </message>
    <message>
        <source>Threads are switched for almost every item.</source>
        <translation>几乎每个元素都要切换线程。</translation>
    </message>
    <message>
        <source>That makes coroutines the faster chain.</source>
        <translation>因此协程的链更快。</translation>
    </message>
    <message>
        <source>Generators in one thread</source>
        <translation>单线程中的生成器</translation>
    </message>
    <message>
        <source>What does a generator cost?</source>
        <translation>生成器的代价是什么？</translation>
    </message>
    <message>
        <source>Two actors compute the same values, each passed through five stages: one in a plain loop, one in a chain of generators, where each stage is a coroutine that asks the one before it. No actor meets the other, and no thread is switched: what the bars of the chain are longer by is suspending and resuming, two or three nanoseconds a value and stage. Under one core the two take turns under threads, and follow each other under coroutines.</source>
        <translation>两个角色计算同样的值，每个值经过五级：一个用普通循环，另一个用生成器链，其中每一级是一个向前一级索取的协程。角色之间互不相遇，也没有线程切换：链的条更长的部分就是挂起和恢复，每个值每级两到三纳秒。在一个核心上，两者在线程下轮流进行，在协程下先后进行。</translation>
    </message>
    <message>
        <source>Nobody hands anything to anybody.</source>
        <translation>没有任何交接。</translation>
    </message>
    <message>
        <source>Threads leave the longer one to end alone, and gain a little.</source>
        <translation>线程让较长的一个独自结束，略有收益。</translation>
    </message>
    <message>
        <source>Sockets in an event loop</source>
        <translation>事件循环中的套接字</translation>
    </message>
    <message>
        <source>What does the kernel cost between two coroutines?</source>
        <translation>两个协程之间隔着内核的代价是什么？</translation>
    </message>
    <message>
        <source>Forty clients of one event loop send requests to a server in the same loop and wait for a reply. Through queues in memory the loop resumes whoever got something; through sockets on loopback every item is written to the kernel, and the loop asks the kernel who may read. One thread serves all of them either way, and the difference is what system calls cost.</source>
        <translation>同一个事件循环的四十个客户端向循环中的服务器发送请求并等待应答。经由内存中的队列时，循环恢复任何得到东西的一方；经由回环套接字时，每个元素都要写入内核，循环再询问内核谁可以读取。无论哪种方式都由一个线程服务所有人，差别就是系统调用的代价。</translation>
    </message>
    <message>
        <source>Sockets take longer than queues in memory.</source>
        <translation>套接字比内存中的队列慢。</translation>
    </message>
    <message>
        <source>Dozens of clients wait at once on one thread.</source>
        <translation>几十个客户端同时在一个线程上等待。</translation>
    </message>
    <message>
        <source>Hashing files</source>
        <translation>文件哈希</translation>
    </message>
    <message>
        <source>Which model suits work that is half reading?</source>
        <translation>一半是读取的工作适合哪种模型？</translation>
    </message>
    <message>
        <source>A real case: four readers take files from a queue, read a mebibyte each and compute on it. Threads overlap the reading of one with the computing of another; so do coroutines on two workers. An event loop does both in its one thread, and nothing else goes on meanwhile, unless it gives its work to a pool.</source>
        <translation>一个真实的例子：四个读者从队列取文件，每个读取一兆字节并对其计算。线程让一个的读取与另一个的计算重叠；两个工作者上的协程也是如此。事件循环在它唯一的线程中做这两件事，期间别的都无法进行，除非它把工作交给池。</translation>
    </message>
    <message>
        <source>Threads use both cores.</source>
        <translation>线程用上了两个核心。</translation>
    </message>
    <message>
        <source>A loop that does everything itself uses one.</source>
        <translation>什么都自己做的循环只用一个。</translation>
    </message>
    <message>
        <source>With a pool it uses more.</source>
        <translation>有了池就用得更多。</translation>
    </message>
    <message>
        <source>Manager and proxies</source>
        <translation>管理者与代理</translation>
    </message>
    <message>
        <source>how worker processes are started</source>
        <translation>工作进程的启动方式</translation>
    </message>
    <message>
        <source>Distributed queue</source>
        <translation>分布式队列</translation>
    </message>
    <message>
        <source>how many tasks the queue holds</source>
        <translation>队列可容纳的任务数</translation>
    </message>
    <message>
        <source>TCP port on 127.0.0.1, 0: one that is free</source>
        <translation>127.0.0.1 上的 TCP 端口，0：任一空闲端口</translation>
    </message>
    <message>
        <source>Distributed queue: one task at a time, or sixteen</source>
        <translation>分布式队列：一次取一个任务，或十六个</translation>
    </message>
    <message>
        <source>What does taking several tasks ahead save, and whom does it keep waiting?</source>
        <translation>预取多个任务能省下什么，又让谁等待？</translation>
    </message>
    <message>
        <source>A queue server keeps tasks at a TCP port of the loopback device, and worker processes get them from there; the broker&apos;s lane is the server. With one task at a time every worker waits for the network between two tasks. Sixteen at a time hide that wait, but what one worker has taken no other can do, so that the last ones are shared out unevenly.</source>
        <translation>队列服务器在环回设备的一个 TCP 端口上保存任务，工作进程从那里取；broker 泳道就是服务器。每次取一个任务时，每个工作者在两个任务之间都要等网络。每次取十六个可以掩盖这段等待，但一个工作者取走的任务别人不能做，因此最后的任务分配不均。</translation>
    </message>
    <message>
        <source>Taking ahead saves waits.</source>
        <translation>预取可以节省等待。</translation>
    </message>
    <message>
        <source>Tasks and results travel through the server.</source>
        <translation>任务和结果都经过服务器。</translation>
    </message>
    <message>
        <source>A manager and its proxies</source>
        <translation>管理者进程与代理</translation>
    </message>
    <message>
        <source>What does it cost when one process keeps everything that the others share?</source>
        <translation>由一个进程保存其他进程共享的一切，代价是多少？</translation>
    </message>
    <message>
        <source>A manager process keeps a dict, a list, a namespace, a queue and a lock, and workers reach them by proxies: each access is a message there and back. The manager&apos;s lane is the full one and the workers wait for it in turns, holding the lock across several calls. The same graph over pipes asks its parent once a task, and in shared memory nobody.</source>
        <translation>管理者进程保存字典、列表、命名空间、队列和锁，工作者通过代理访问它们：每次访问都是一来一回的消息。管理者的泳道是满的，工作者轮流等它，并在多次调用期间持有锁。同样的图经由管道时每个任务只问一次父进程，而使用共享内存时谁也不用问。</translation>
    </message>
    <message>
        <source>Calls cost more than the work.</source>
        <translation>调用的开销大于工作本身。</translation>
    </message>
    <message>
        <source>Workers spend their time on calls.</source>
        <translation>工作者的时间花在调用上。</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Every actor is a process, forked from one with a single thread; objects lie in memory that all share</source>
        <translation>每个角色是一个进程，由一个单线程进程 fork 而来；对象位于所有进程共享的内存中</translation>
    </message>
    <message>
        <source>Subprocess</source>
        <translation>子进程</translation>
    </message>
    <message>
        <source>Child processes with pipes: a chain of stages, a conversation in lines, or a process for each thing to do</source>
        <translation>带管道的子进程：由多个阶段组成的链、逐行对话，或每件事启动一个进程</translation>
    </message>
    <message>
        <source>all at once, each reading what the one before it writes; started once and talked to line by line; or each started for one thing and waited for</source>
        <translation>同时运行，每个读取前一个的输出；只启动一次并逐行对话；或每件事启动一个并等待其结束</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Programs of this machine in a chain, each reading what the one before it writes; started only after asking</source>
        <translation>本机程序组成的链，每个读取前一个的输出；只有在询问之后才启动</translation>
    </message>
    <message>
        <source>Slowest stage of a chain</source>
        <translation>链中最慢的阶段</translation>
    </message>
    <message>
        <source>Pipeline: a | b | c</source>
        <translation>管道：a | b | c</translation>
    </message>
    <message>
        <source>Which stage holds the others up?</source>
        <translation>哪个阶段拖住了其他阶段？</translation>
    </message>
    <message>
        <source>Three programs run as a chain: the first writes into a pipe, the second reads it, compresses it and writes into another one. The slow one is busy all the time, the one before it stands before a full pipe, and the one after it before an empty one. Making any other stage faster would change nothing.</source>
        <translation>三个程序组成一条链运行：第一个写入管道，第二个读取、压缩后写入另一个管道。慢的那个一直在忙，它前面的停在满管道前，它后面的停在空管道前。让其他任何阶段更快都不会有变化。</translation>
    </message>
    <message>
        <source>Stages of a chain wait for pipes.</source>
        <translation>链中的各阶段等待管道。</translation>
    </message>
    <message>
        <source>A chain takes no longer than one command after the other.</source>
        <translation>链所用的时间不比逐个运行命令更长。</translation>
    </message>
    <message>
        <source>Pipeline with a sort in it</source>
        <translation>含排序的管道</translation>
    </message>
    <message>
        <source>What does a stage that must read everything first do to a chain?</source>
        <translation>必须先读完全部输入的阶段对链有什么影响？</translation>
    </message>
    <message>
        <source>The first program changes every line, the second sorts them, the third counts equal ones. A sort cannot write its first line before it has read the last, so that the program after it stands before an empty pipe until then. Such a chain has two halves that never overlap.</source>
        <translation>第一个程序修改每一行，第二个排序，第三个统计相同的行。排序在读完最后一行之前无法写出第一行，因此它后面的程序在此之前一直停在空管道前。这样的链分为从不重叠的两半。</translation>
    </message>
    <message>
        <source>The program behind the sort waits.</source>
        <translation>排序后面的程序在等待。</translation>
    </message>
    <message>
        <source>Conversation: a line there, a line back</source>
        <translation>对话：去一行，回一行</translation>
    </message>
    <message>
        <source>What does asking line by line cost?</source>
        <translation>逐行询问的代价是什么？</translation>
    </message>
    <message>
        <source>The same program changes the same lines: given all of them at once, or asked for each line and waited for. In a conversation either side always waits for the other, so that a core is never used for long, and most of the time is switching. Many small questions are better asked many at a time.</source>
        <translation>同一个程序修改同样的行：一次全部给出，或逐行询问并等待。对话中总有一方在等另一方，因此核心从不会被长时间使用，大部分时间花在切换上。许多小问题最好一次问多个。</translation>
    </message>
    <message>
        <source>Asking line by line takes longer.</source>
        <translation>逐行询问用时更长。</translation>
    </message>
    <message>
        <source>Whoever asks waits for the answer.</source>
        <translation>询问的一方等待回答。</translation>
    </message>
    <message>
        <source>A process for each task</source>
        <translation>每个任务一个进程</translation>
    </message>
    <message>
        <source>What does it cost to call a program for everything?</source>
        <translation>每件事都调用一个程序的代价是什么？</translation>
    </message>
    <message>
        <source>The same tasks are done by a process that is started for each one and waited for, by children that stay and are told a line for each, and by a chain of children that hand outputs on. A grey bar of start-up stands before each task of the first, and nothing like it in the others. The bar is the same whatever the task does, so that it matters for short ones.</source>
        <translation>同样的任务分别由以下方式完成：为每个任务启动并等待一个进程；常驻的子进程，每个任务告知一行；以及依次传递输出的子进程链。第一种方式在每个任务前都有一段灰色的启动条，其他方式则没有。无论任务做什么，这段启动条都一样长，所以对短任务影响很大。</translation>
    </message>
    <message>
        <source>A process for each task takes longer than a conversation.</source>
        <translation>每个任务一个进程比对话用时更长。</translation>
    </message>
    <message>
        <source>Its starts show as start-up.</source>
        <translation>它的启动显示为启动时间。</translation>
    </message>
    <message>
        <source>A lock between threads, and between processes</source>
        <translation>线程之间与进程之间的锁</translation>
    </message>
    <message>
        <source>What does it cost a lock to be shared by processes?</source>
        <translation>由进程共享的锁有什么代价？</translation>
    </message>
    <message>
        <source>Four actors lock the same mutex again and again, once as threads with a std::mutex and once as processes with a robust mutex in shared memory. Taking it costs about the same, since both are a word that all see and a wait in the kernel. What differs is the start of a process, and what becomes of the lock when its holder dies.</source>
        <translation>四个角色反复锁定同一个互斥量：一次作为线程使用 std::mutex，一次作为进程使用共享内存中的健壮互斥量。获取锁的代价大致相同，因为两者都是所有人可见的一个字和内核中的等待。不同的是进程的启动，以及持有者死亡时锁的归宿。</translation>
    </message>
    <message>
        <source>Processes take less than three times as long.</source>
        <translation>进程用时不到三倍。</translation>
    </message>
    <message>
        <source>More cores</source>
        <translation>更多核心</translation>
    </message>
    <message>
        <source>Half the hold time</source>
        <translation>持锁时间减半</translation>
    </message>
    <message>
        <source>Free communication</source>
        <translation>通信免费</translation>
    </message>
    <message>
        <source>A task twice as fast</source>
        <translation>一个任务快一倍</translation>
    </message>
    <message>
        <source>Perfect balance</source>
        <translation>完全均衡</translation>
    </message>
    <message>
        <source>A report to read, to send and to print, with results, timelines, balances and method</source>
        <translation>可阅读、发送和打印的报告，含结果、时间线、时间分配和方法</translation>
    </message>
    <message>
        <source>One row a run: wall time, counts and balance, for a spreadsheet</source>
        <translation>每次运行一行：墙钟时间、计数和时间分配，供电子表格使用</translation>
    </message>
    <message>
        <source>Comparison, runs, summary and expectations, as run --json prints them</source>
        <translation>对比、运行、摘要和预期，与 run --json 的输出相同</translation>
    </message>
    <message>
        <source>A table of the models and the verdict, for a pull request</source>
        <translation>模型的表格和结论，供拉取请求使用</translation>
    </message>
    <message>
        <source>Every span, hand-over and counter as Chrome trace events, for other viewers</source>
        <translation>每个区间、交接和计数器，作为 Chrome 跟踪事件，供其他查看器使用</translation>
    </message>
    <message>
        <source>A profile for every lane of each model&apos;s median run, for speedscope.app</source>
        <translation>每个模型中位运行的每条泳道一个剖面，供 speedscope.app 使用</translation>
    </message>
    <message>
        <source>The timelines of the median runs as a vector picture, for slides and papers</source>
        <translation>中位运行的时间线的矢量图，供幻灯片和论文使用</translation>
    </message>
    <message>
        <source>Tasks and their inputs, or actors and their hand-overs, for Graphviz</source>
        <translation>任务及其输入，或参与者及其交接，供 Graphviz 使用</translation>
    </message>
    <message>
        <source>Verdict, results, findings and timelines on A4 pages, with text that can be selected</source>
        <translation>A4 页面上的结论、结果、发现和时间线，文字可以选取</translation>
    </message>
    <message>
        <source>The timelines of the median runs in pixels, two to a unit or as --scale says</source>
        <translation>中位运行的时间线的像素图，每单位两个像素，或按 --scale</translation>
    </message>
    <message>
        <source>Runs as processes, lanes as tracks, for whatever reads Perfetto&apos;s tracks and slices</source>
        <translation>运行作为进程，泳道作为轨道，供任何读取 Perfetto 轨道和切片的程序使用</translation>
    </message>
    <message>
        <source>number of cores</source>
        <translation>核心数</translation>
    </message>
    <message>
        <source>cores used by all models</source>
        <translation>所有模型使用的核心</translation>
    </message>
    <message>
        <source>number of workers</source>
        <translation>工作者数</translation>
    </message>
    <message>
        <source>workers of every model that leaves them open</source>
        <translation>每个没有规定工作者数的模型的工作者</translation>
    </message>
    <message>
        <source>task length</source>
        <translation>任务长度</translation>
    </message>
    <message>
        <source>how long a task computes; of a script, its longest run step, the others in proportion</source>
        <translation>一个任务计算多久；对脚本是它最长的 run 步骤，其他步骤按比例变化</translation>
    </message>
    <message>
        <source>number of iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>how often each task repeats its kernel</source>
        <translation>每个任务重复其内核多少次</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>payload</source>
        <translation>载荷</translation>
    </message>
    <message>
        <source>bytes that every task hands to those that need it</source>
        <translation>每个任务交给需要它的任务的字节数</translation>
    </message>
    <message>
        <source>imbalance</source>
        <translation>不均衡度</translation>
    </message>
    <message>
        <source>spread of the tasks&apos; lengths, 0 to 2</source>
        <translation>任务长度的离散程度，0 到 2</translation>
    </message>
    <message>
        <source>share of I/O</source>
        <translation>I/O 占比</translation>
    </message>
    <message>
        <source>part of every run step of a script that it waits instead, 0 to 1</source>
        <translation>脚本每个 run 步骤中改为等待的部分，0 到 1</translation>
    </message>
    <message>
        <source>queue capacity</source>
        <translation>队列容量</translation>
    </message>
    <message>
        <source>Shares that end one after the other</source>
        <translation>相继结束的固定份额</translation>
    </message>
    <message>
        <source>Why do workers with fixed shares end in a staircase?</source>
        <translation>为什么固定份额的工作者会以阶梯状收尾？</translation>
    </message>
    <message>
        <source>Twice as many threads as cores, each with a fixed block of tasks that nobody knew the lengths of. They end one after the other, and a core whose threads have ended does nothing to the end of the run. TBB&apos;s tasks go to whoever is free, and the last of them end together.</source>
        <translation>线程数是核心数的两倍，每个线程分到一段固定的任务，而任务的长短事先无人知晓。线程一个接一个结束，线程都已结束的核心直到运行结束都无事可做。TBB 的任务交给空闲者，最后几个任务一起结束。</translation>
    </message>
    <message>
        <source>Cores whose threads have ended stay idle.</source>
        <translation>线程已结束的核心一直空闲。</translation>
    </message>
    <message>
        <source>Tasks that go to whoever is free leave less idle.</source>
        <translation>把任务交给空闲者，空闲更少。</translation>
    </message>
    <message>
        <source>places in every queue of a script</source>
        <translation>脚本中每个队列的位置数</translation>
    </message>
    <message>
        <source>Worker processes take ready tasks through pipes from the engine, or out of memory that they share; a task runs at most once, or with retries at least once</source>
        <translation>工作进程通过管道从引擎取得就绪任务，或从它们共享的内存中取得；一个任务至多运行一次，有重试时至少一次</translation>
    </message>
    <message>
        <source>how often a task is given to another worker when the one that had it is lost; 0: a lost worker ends the run</source>
        <translation>持有任务的工作者丢失时，该任务最多转交另一个工作者多少次；0：丢失一个工作者即结束运行</translation>
    </message>
    <message>
        <source>what goes wrong on purpose: a worker is killed with a task in hand, or when it has run one and not said so, is paused, or is late with all that it says; a reply is dropped; the server is killed</source>
        <translation>故意出什么错：工作者手持任务时被杀死，或运行完任务尚未告知时被杀死，被暂停，或所有回话都迟到；丢弃一个应答；杀死服务器</translation>
    </message>
    <message>
        <source>which worker&apos;s fault it is, counted from 0</source>
        <translation>哪个工作者出错，从 0 开始数</translation>
    </message>
    <message>
        <source>after how many of the worker&apos;s tasks the fault strikes; the server&apos;s: after how many of all</source>
        <translation>该工作者完成多少个任务之后出错；对服务器则是所有任务中的多少个之后</translation>
    </message>
    <message>
        <source>for how many milliseconds a worker is paused, 0: until the run ends; or by how many it is late</source>
        <translation>工作者暂停多少毫秒，0：直到运行结束；或迟到多少毫秒</translation>
    </message>
    <message>
        <source>A process keeps dict, list, namespace, queue and lock, and workers call it for everything they share; a task runs at most once</source>
        <translation>一个进程保存字典、列表、命名空间、队列和锁，工作者共享的一切都通过调用它来访问；一个任务至多运行一次</translation>
    </message>
    <message>
        <source>Jobs wait in a Redis server, of the run&apos;s own or at a url; worker processes take them, and what one that dies had taken is done by another: at least once, while the server lives</source>
        <translation>作业在 Redis 服务器中等待，服务器由本次运行专用或由 url 给出；由工作进程取走，某个进程死掉后，它取走的作业由另一个完成：只要服务器还在，至少一次</translation>
    </message>
    <message>
        <source>where the Redis server is, as redis://127.0.0.1:6379 or unix:/run/redis/redis.sock; nothing: one of the run&apos;s own</source>
        <translation>Redis 服务器在哪里，如 redis://127.0.0.1:6379 或 unix:/run/redis/redis.sock；留空：本次运行专用的服务器</translation>
    </message>
    <message>
        <source>queues of RQ in that server whose depth is shown: names with commas between them, or * for all</source>
        <translation>显示该服务器中哪些 RQ 队列的深度：以逗号分隔的名称，或 * 表示全部</translation>
    </message>
    <message>
        <source>seconds after which nothing is left in a server that is not the run&apos;s own, dead letters included</source>
        <translation>多少秒之后，非专用服务器中不再留下任何东西，包括死信</translation>
    </message>
    <message>
        <source>Every worker process is a gRPC server and each task a call, which is made at most once, or with retries at least once</source>
        <translation>每个工作进程是一个 gRPC 服务器，每个任务是一次调用，至多进行一次，有重试时至少一次</translation>
    </message>
    <message>
        <source>milliseconds after which a call that has not been answered has failed; 0: it may take for ever</source>
        <translation>多少毫秒之后，未得到应答的调用即算失败；0：可以永远等下去</translation>
    </message>
    <message>
        <source>what a call travels over: a unix socket, or TCP on 127.0.0.1</source>
        <translation>调用经由什么传送：unix 套接字，或 127.0.0.1 上的 TCP</translation>
    </message>
    <message>
        <source>Every rank owns a block of points and sends each output to the ranks that need it; mpirun starts them, in a network of their own; a task runs at most once</source>
        <translation>每个秩拥有一块点，并把每个输出发送给需要它的秩；由 mpirun 在它们自己的网络中启动；一个任务至多运行一次</translation>
    </message>
    <message>
        <source>A server process keeps a queue at a port; worker processes prove the key, get tasks and put results, at least once, while the server lives</source>
        <translation>服务器进程在一个端口上保存队列；工作进程证明密钥、取任务、放结果；只要服务器还在，至少一次</translation>
    </message>
    <message>
        <source>Staircase</source>
        <translation>阶梯状收尾</translation>
    </message>
    <message>
        <source>Idle while work waits</source>
        <translation>有活等待却空闲</translation>
    </message>
    <message>
        <source>Fan-out and fan-in with a slow server</source>
        <translation>扇出与扇入，其中一个服务器很慢</translation>
    </message>
    <message>
        <source>How much does one slow server hold up everybody who waits for all of them?</source>
        <translation>一个慢的服务器会把等待全部应答的人拖住多久？</translation>
    </message>
    <message>
        <source>Every step calls both servers for its tasks and needs all replies before the next one can begin, and in two of the runs server 1 is 8 ms late with each reply. Whoever waits for all waits for the slowest: the latency of a step is the maximum, not the mean, and the other server&apos;s lane is empty meanwhile. With more calls under way at a server they stand in a line behind the late one, so look at which setting gives the slow server less to do.</source>
        <translation>每一步都为其任务调用两个服务器，并且要等到全部应答才能开始下一步；其中两次运行里，1 号服务器的每个应答都迟到 8 毫秒。等待全部的人等的是最慢的那个：一步的延迟是最大值而不是平均值，其间另一个服务器的泳道是空的。一个服务器上同时进行的调用越多，就有越多调用排在迟到的那个后面，因此请看哪种设置让慢的服务器少做一些。</translation>
    </message>
    <message>
        <source>Everybody waits for the slow server.</source>
        <translation>所有人都在等慢的服务器。</translation>
    </message>
    <message>
        <source>Calls that stand in a line behind a late one make it worse.</source>
        <translation>排在迟到调用后面的调用使情况更糟。</translation>
    </message>
    <message>
        <source>A late reply is no lost one.</source>
        <translation>迟到的应答并没有丢失。</translation>
    </message>
    <message>
        <source>What if something breaks?</source>
        <translation>如果出了故障会怎样？</translation>
    </message>
    <message>
        <source>A worker dies</source>
        <translation>一个工作者死掉</translation>
    </message>
    <message>
        <source>What becomes of the work when a worker is killed in the middle?</source>
        <translation>工作者中途被杀死，工作会怎样？</translation>
    </message>
    <message>
        <source>Worker 1 kills itself by SIGKILL when it has done 20 tasks and holds another one. Its lane ends there, and where tasks run at least once the other worker does what it held, so that nothing is lost; where they run at most once, the run ends and says so. Look at how long it takes until the death is noticed: that is the length of its last span.</source>
        <translation>1 号工作者完成 20 个任务并持有下一个时，用 SIGKILL 杀死自己。它的泳道到此为止；任务至少运行一次的地方，另一个工作者完成它手中的任务，因此什么也不丢；至多运行一次的地方，运行结束并说明原因。请看多久之后才有人发现它死了：那就是它最后一段的长度。</translation>
    </message>
    <message>
        <source>The pool gives the dead worker&apos;s tasks to the other one: no task is lost.</source>
        <translation>进程池把死掉的工作者的任务交给另一个：没有任务丢失。</translation>
    </message>
    <message>
        <source>Redis keeps a job until its result is there: no task is lost.</source>
        <translation>Redis 保存作业直到结果到达：没有任务丢失。</translation>
    </message>
    <message>
        <source>The queue server takes back what a closed connection had: no task is lost.</source>
        <translation>队列服务器收回已关闭连接所持有的任务：没有任务丢失。</translation>
    </message>
    <message>
        <source>A call that ended without a reply is made again: no task is lost.</source>
        <translation>没有应答就结束的调用会重新进行：没有任务丢失。</translation>
    </message>
    <message>
        <source>Without retries the pool gives up.</source>
        <translation>没有重试时，进程池放弃。</translation>
    </message>
    <message>
        <source>A manager gives up: the dead worker may have held its lock.</source>
        <translation>管理器放弃：死掉的工作者可能持有它的锁。</translation>
    </message>
    <message>
        <source>MPI ends the whole job.</source>
        <translation>MPI 结束整个作业。</translation>
    </message>
    <message>
        <source>The pool notices within 0.1 s.</source>
        <translation>进程池在 0.1 秒内发现。</translation>
    </message>
    <message>
        <source>The engine notices within 0.1 s where Redis is between them.</source>
        <translation>中间隔着 Redis 时，引擎在 0.1 秒内发现。</translation>
    </message>
    <message>
        <source>The engine notices within 0.1 s where a queue server is between them.</source>
        <translation>中间隔着队列服务器时，引擎在 0.1 秒内发现。</translation>
    </message>
    <message>
        <source>A caller notices within 0.1 s.</source>
        <translation>调用者在 0.1 秒内发现。</translation>
    </message>
    <message>
        <source>A worker is paused</source>
        <translation>一个工作者被暂停</translation>
    </message>
    <message>
        <source>What happens when a worker is not dead but says nothing?</source>
        <translation>工作者没有死，却什么也不说，会怎样？</translation>
    </message>
    <message>
        <source>Worker 1 is stopped by SIGSTOP in the middle of the run, as by a debugger, a full memory or a machine that sleeps. Nobody can tell that from a long task: whoever waits for it waits as long as it is stopped, here for 100 ms, while rpc has a deadline, after which a call is made to the other worker, so that it ends although its worker never comes back. A deadline is the only way out, and its price is that a task may run twice.</source>
        <translation>1 号工作者在运行中途被 SIGSTOP 停住，就像遇到调试器、内存耗尽或机器休眠那样。谁也无法把它与一个很长的任务区分开来：等它的人要等到它恢复，这里是 100 毫秒；而 rpc 有期限，超过期限就改为调用另一个工作者，因此即使它的工作者再也不回来，运行也会结束。期限是唯一的出路，代价是一个任务可能运行两次。</translation>
    </message>
    <message>
        <source>The pool waits for it.</source>
        <translation>进程池等它。</translation>
    </message>
    <message>
        <source>So does a queue in Redis.</source>
        <translation>Redis 中的队列也等它。</translation>
    </message>
    <message>
        <source>So does the queue server.</source>
        <translation>队列服务器也等它。</translation>
    </message>
    <message>
        <source>A deadline notices it within 0.1 s.</source>
        <translation>期限在 0.1 秒内发现它。</translation>
    </message>
    <message>
        <source>No call is lost.</source>
        <translation>没有调用丢失。</translation>
    </message>
    <message>
        <source>No job is lost.</source>
        <translation>没有作业丢失。</translation>
    </message>
    <message>
        <source>No task of the pool is lost.</source>
        <translation>进程池没有任务丢失。</translation>
    </message>
    <message>
        <source>No rank is lost.</source>
        <translation>没有秩丢失。</translation>
    </message>
    <message>
        <source>At most once or at least once</source>
        <translation>至多一次还是至少一次</translation>
    </message>
    <message>
        <source>May a task run twice, or may it be lost: which of the two does a model choose?</source>
        <translation>任务可以运行两次，还是可以丢失：模型选择哪一个？</translation>
    </message>
    <message>
        <source>Worker 1 is killed when it has run a task and has not said so yet. Nobody but itself knows that the task was done: who gives it to another worker runs it twice, who does not has lost it. There is no third way, so a model says which of the two it does, and results that come twice are counted once.</source>
        <translation>1 号工作者运行完一个任务、尚未告知时被杀死。除了它自己，没有人知道任务已经完成：把任务交给另一个工作者，就运行了两次；不交，就丢失了它。没有第三条路，因此模型说明它选择哪一种，而重复到达的结果只算一次。</translation>
    </message>
    <message>
        <source>At most once: no task runs twice.</source>
        <translation>至多一次：没有任务运行两次。</translation>
    </message>
    <message>
        <source>But what the worker had is lost.</source>
        <translation>但该工作者手中的任务丢失了。</translation>
    </message>
    <message>
        <source>At least once: a task of the pool runs twice.</source>
        <translation>至少一次：进程池有一个任务运行了两次。</translation>
    </message>
    <message>
        <source>And nothing is lost.</source>
        <translation>而且什么也没有丢失。</translation>
    </message>
    <message>
        <source>A job in a list runs twice.</source>
        <translation>列表中的一个作业运行了两次。</translation>
    </message>
    <message>
        <source>So does one in a stream.</source>
        <translation>流中的一个也是。</translation>
    </message>
    <message>
        <source>No job in a stream is lost.</source>
        <translation>流中没有作业丢失。</translation>
    </message>
    <message>
        <source>A task of the queue server runs twice.</source>
        <translation>队列服务器的一个任务运行了两次。</translation>
    </message>
    <message>
        <source>A call that is made again runs its task twice.</source>
        <translation>重新进行的调用使其任务运行了两次。</translation>
    </message>
    <message>
        <source>A call that is not made again does not.</source>
        <translation>不重新进行的调用则不会。</translation>
    </message>
    <message>
        <source>Redis stops</source>
        <translation>Redis 停止</translation>
    </message>
    <message>
        <source>What does it mean that everything goes through one server?</source>
        <translation>一切都经过一个服务器，意味着什么？</translation>
    </message>
    <message>
        <source>The server in the middle is killed after 200 tasks: Redis, the queue server, the manager&apos;s process. What waited there was in its memory alone, so that every promise about workers is void: the run ends in an error, and the workers leave when their connection closes. The same graph without a server between engine and workers has nothing of the kind that could stop.</source>
        <translation>中间的服务器在 200 个任务之后被杀死：Redis、队列服务器、管理器进程。在那里等待的东西只存在于它的内存中，因此关于工作者的一切承诺都落空：运行以错误结束，工作者在连接关闭时离开。引擎与工作者之间没有服务器的同一个图，就没有这种会停止的东西。</translation>
    </message>
    <message>
        <source>What was in Redis&apos; list is lost.</source>
        <translation>Redis 列表中的东西丢失了。</translation>
    </message>
    <message>
        <source>What was in its stream is lost.</source>
        <translation>它的流中的东西丢失了。</translation>
    </message>
    <message>
        <source>What the queue server held is lost.</source>
        <translation>队列服务器持有的东西丢失了。</translation>
    </message>
    <message>
        <source>What the manager kept is lost.</source>
        <translation>管理器保存的东西丢失了。</translation>
    </message>
    <message>
        <source>That Redis is gone is noticed within 0.1 s.</source>
        <translation>Redis 不在了，0.1 秒内被发现。</translation>
    </message>
    <message>
        <source>That the queue server is gone is noticed within 0.1 s.</source>
        <translation>队列服务器不在了，0.1 秒内被发现。</translation>
    </message>
    <message>
        <source>Ping-pong migration</source>
        <translation>往返迁移</translation>
    </message>
    <message>
        <source>Same stencil, nine ways to talk</source>
        <translation>同一模板计算,九种通信方式</translation>
    </message>
    <message>
        <source>The same tasks run in worker processes that get their inputs by pipe, by unix socket in packets, by POSIX message queue, in memory they share, from a manager by proxy, from a queue server over TCP that has proved that it knows the key, by gRPC, through Redis, and under MPI from the ranks that own the neighbouring points. Shared memory copies nothing; a pipe copies each input into the kernel and out again, a message queue in pieces of 8 KiB at most; a server in the middle copies everything twice, and a protocol adds its frames. Watch how the spans between the green ones grow from one run to the next.</source>
        <translation>同样的任务在工作进程中运行,它们的输入分别经由管道、分包的 unix 套接字、POSIX 消息队列、共享内存、管理器的代理、通过 TCP 且已证明知道密钥的队列服务器、gRPC、Redis,以及 MPI 中拥有相邻点的进程得到。共享内存什么也不复制;管道把每个输入复制进内核再复制出来,消息队列每次最多 8 KiB;居中的服务器把一切复制两次,协议再加上自己的帧。请看绿色区段之间的间隔如何从一次运行到下一次运行变长。</translation>
    </message>
    <message>
        <source>Whoever owns points sends its neighbours less than whoever is handed every task.</source>
        <translation>拥有点的进程发给邻居的数据,比每个任务都由别人分派的进程少。</translation>
    </message>
    <message>
        <source>Dining philosophers in a deadlock</source>
        <translation>陷入死锁的哲学家就餐</translation>
    </message>
    <message>
        <source>What does a deadlock look like, and who is in it?</source>
        <translation>死锁是什么样子,谁陷在其中?</translation>
    </message>
    <message>
        <source>Threads: the watchdog finds the circle within a second.</source>
        <translation>线程:看门狗在一秒之内发现这个环。</translation>
    </message>
    <message>
        <source>Coroutines: within a second, too.</source>
        <translation>协程:也在一秒之内。</translation>
    </message>
    <message>
        <source>An event loop: within a second, too.</source>
        <translation>事件循环:也在一秒之内。</translation>
    </message>
    <message>
        <source>Moved to and fro</source>
        <translation>来回迁移</translation>
    </message>
    <message>
        <source>What does it cost to go on at another core?</source>
        <translation>换到另一个核心上继续要付出什么代价?</translation>
    </message>
    <message>
        <source>An event loop, where nobody moves, needs no longer than coroutines on two cores.</source>
        <translation>事件循环中谁也不迁移,所需时间不比两个核心上的协程长。</translation>
    </message>
    <message>
        <source>Five philosophers take the fork at their left, see that all have one, and reach for the one at their right: each waits for what the next one holds, for ever, and no core has anything to do. The watchdog looks ten times a second at who waits for whose fork, names the circle and ends the run; the five red spans at the end begin one after the other, and the last one closes the circle. Compare the preset philosophers, in which one of them reaches the other way round.</source>
        <translation>五位哲学家拿起左边的叉子,看到人人都有一把,再伸手去拿右边的:每人都在等下一人手里的那把,永远等下去,没有一个核心有事可做。看门狗每秒十次查看谁在等谁的叉子,说出这个环并结束运行;末尾五个红色区段先后开始,最后一个使环闭合。请与预设 philosophers 比较,其中有一位按相反的次序拿叉子。</translation>
    </message>
    <message>
        <source>Two actors hand a ball to each other, and each walks over half a megabyte of its own before and after. Under coroutines a worker that has nothing to do takes whichever actor is ready, so that now and then an actor goes on at the other core and fetches its half megabyte from there: the first walk after such a move takes three times as long. Threads stay where they are bound but sleep between two calls; an event loop has one core, and nobody moves.</source>
        <translation>两个参与者互相传球,传球前后各走遍自己的半兆字节。在协程模型下,无事可做的工作线程会拿走任何就绪的参与者,于是参与者时而在另一个核心上继续,从那里取回自己的半兆字节:这样迁移之后的第一遍要花三倍的时间。线程留在所绑定的核心上,但在两次调用之间睡眠;事件循环只有一个核心,谁也不迁移。</translation>
    </message>
</context>
<context>
    <name>corelane::Chip</name>
    <message>
        <source>Model %1 %2</source>
        <translation>模型 %1 %2</translation>
    </message>
    <message>
        <source>Options of %1. The cross or Delete takes it out of the comparison.</source>
        <translation>%1 的选项。点叉号或按 Delete 把它移出对比。</translation>
    </message>
</context>
<context>
    <name>corelane::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Some letters of a command</source>
        <translation>输入命令中的几个字</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>No command has these letters in this order.</source>
        <translation>没有命令按此顺序包含这些字。</translation>
    </message>
</context>
<context>
    <name>corelane::CompareInput</name>
    <message>
        <source>This run has no spans yet.</source>
        <translation>这次运行还没有区段。</translation>
    </message>
    <message>
        <source>This is the last span of %1.</source>
        <translation>这是 %1 的最后一个区段。</translation>
    </message>
    <message>
        <source>This is the first span of %1.</source>
        <translation>这是 %1 的第一个区段。</translation>
    </message>
    <message>
        <source>%1 has no later span called %2.</source>
        <translation>%1 之后没有名为 %2 的区段。</translation>
    </message>
    <message>
        <source>%1 has no earlier span called %2.</source>
        <translation>%1 之前没有名为 %2 的区段。</translation>
    </message>
    <message>
        <source>Hand-overs are known when the run has ended.</source>
        <translation>运行结束后才知道交接。</translation>
    </message>
    <message>
        <source>Nothing is known to have taken what this span gave.</source>
        <translation>不知道有谁接过这个区段交出的东西。</translation>
    </message>
    <message>
        <source>Nothing is known to have given what this span needed.</source>
        <translation>不知道是谁给出了这个区段所需的东西。</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Scroll, or zoom when all runs fit</source>
        <translation>滚动；所有运行都放得下时为缩放</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>在指针处缩放</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Shift+滚轮</translation>
    </message>
    <message>
        <source>Move along time</source>
        <translation>沿时间移动</translation>
    </message>
    <message>
        <source>left drag</source>
        <translation>左键拖动</translation>
    </message>
    <message>
        <source>Measure; edges snap</source>
        <translation>测量；吸附到边缘</translation>
    </message>
    <message>
        <source>Alt+left drag</source>
        <translation>Alt+左键拖动</translation>
    </message>
    <message>
        <source>Measure without snapping</source>
        <translation>测量，不吸附</translation>
    </message>
    <message>
        <source>middle or right drag</source>
        <translation>中键或右键拖动</translation>
    </message>
    <message>
        <source>Move along time and scroll</source>
        <translation>沿时间移动并滚动</translation>
    </message>
    <message>
        <source>click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>Select a span; its task in every run</source>
        <translation>选择区段，以及它的任务在各次运行中的位置</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Zoom to the span, or show all</source>
        <translation>缩放到区段，或显示全部</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>What can be done with the span or the run</source>
        <translation>可对区段或运行执行的操作</translation>
    </message>
    <message>
        <source>click on a head</source>
        <translation>单击运行的标题行</translation>
    </message>
    <message>
        <source>Choose the run; on its triangle: fold it</source>
        <translation>选择该运行；单击三角：折叠</translation>
    </message>
    <message>
        <source>drag a head</source>
        <translation>拖动运行的标题行</translation>
    </message>
    <message>
        <source>Move the run up or down</source>
        <translation>上移或下移该运行</translation>
    </message>
    <message>
        <source>touchpad, screen</source>
        <translation>触控板、触摸屏</translation>
    </message>
    <message>
        <source>Two fingers that part zoom; sideways: along time</source>
        <translation>两指张合缩放；横向：沿时间移动</translation>
    </message>
</context>
<context>
    <name>corelane::CompareView</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Timelines of all runs</source>
        <translation>所有运行的时间线</translation>
    </message>
    <message>
        <source>last run of each model</source>
        <translation>各模型的最近一次运行</translation>
    </message>
    <message>
        <source>median of %1 repetitions</source>
        <translation>%1 次重复的中位运行</translation>
    </message>
    <message>
        <source>one run of each model</source>
        <translation>各模型运行一次</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Aligns, orders, hides and compares the runs.</source>
        <translation>对齐、排序、隐藏和比较各次运行。</translation>
    </message>
    <message>
        <source>starts aligned</source>
        <translation>起点对齐</translation>
    </message>
    <message>
        <source>aligned at %1</source>
        <translation>按 %1 对齐</translation>
    </message>
    <message>
        <source>aligned at step %1</source>
        <translation>按第 %1 步对齐</translation>
    </message>
    <message>
        <source>%1, drawn equally long</source>
        <translation>%1，等长绘制</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>paused, P goes on</source>
        <translation>已暂停，按 P 继续</translation>
    </message>
</context>
<context>
    <name>corelane::Designer</name>
    <message>
        <source>Design a workload</source>
        <translation>设计负载</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>My workload</source>
        <translation>我的负载</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>另存为预设…</translation>
    </message>
    <message>
        <source>Time of one run at best, a row a model</source>
        <translation>一次运行的理想用时，每个模型一行</translation>
    </message>
    <message>
        <source>No model is chosen: take at least one.</source>
        <translation>没有选择模型：请至少选择一个。</translation>
    </message>
    <message>
        <source>Looking how long a task takes…</source>
        <translation>正在测量一个任务需要多久…</translation>
    </message>
    <message>
        <source>It needs %1, more than half of the %2 that are free, and would be refused: make the graph or its outputs smaller.</source>
        <translation>它需要 %1，超过可用的 %2 的一半，会被拒绝：请缩小图或其输出。</translation>
    </message>
    <message>
        <source>All runs together take %1 at best: fewer steps, iterations or repetitions make it shorter.</source>
        <translation>全部运行合计至少需要 %1：减少步数、迭代次数或重复次数可以缩短。</translation>
    </message>
    <message>
        <source>All %1 runs of each model together take %2 at best. F5 starts them.</source>
        <translation>每个模型 %1 次运行，合计至少需要 %2。按 F5 开始。</translation>
    </message>
    <message>
        <source>%1 tasks of %2, %3 dependences.
One after the other: %4. The longest chain: %5.
Memory: %6.</source>
        <translation>%1 个任务，每个 %2，%3 个依赖。
依次执行：%4。最长的链：%5。
内存：%6。</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作者</translation>
    </message>
    <message>
        <source>at best, %1</source>
        <translation>理想，%1</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>另存为预设</translation>
    </message>
    <message>
        <source>Presets (*.json);;All files (*)</source>
        <translation>预设 (*.json);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>corelane::EngineProcess</name>
    <message>
        <source>The engine %1 cannot be started (%2); install corelane-engine beside this program.</source>
        <translation>无法启动引擎 %1（%2）；请把 corelane-engine 安装在本程序旁边。</translation>
    </message>
    <message>
        <source>corelane-engine was found neither beside this program nor by PATH; install it, or set CORELANE_ENGINE to its place.</source>
        <translation>在本程序旁边和 PATH 中都没有找到 corelane-engine；请安装它，或用 CORELANE_ENGINE 指明它的位置。</translation>
    </message>
</context>
<context>
    <name>corelane::EngineQuestion</name>
    <message>
        <source>The engine could not answer; it ended with status %1.</source>
        <translation>引擎无法回答；它以状态 %1 结束。</translation>
    </message>
</context>
<context>
    <name>corelane::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>What it looks like</source>
        <translation>它的样子</translation>
    </message>
    <message>
        <source>Its first lines</source>
        <translation>它的前几行</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies all of the text.</source>
        <translation>复制全部文本。</translation>
    </message>
    <message>
        <source>Writing it…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>%1 as %2.</source>
        <translation>%1，格式为 %2。</translation>
    </message>
    <message>
        <source>%1 note is in it.</source>
        <translation>其中有 %1 条笔记。</translation>
    </message>
    <message>
        <source>%1 notes are in it.</source>
        <translation>其中有 %1 条笔记。</translation>
    </message>
    <message>
        <source>The picture shows what it says; a browser adds the timelines and the look.</source>
        <translation>图像显示它的内容；浏览器中还有时间线和样式。</translation>
    </message>
    <message>
        <source>The picture is its first page.</source>
        <translation>图像是它的第一页。</translation>
    </message>
    <message>
        <source>It is no text, and no picture: another program shows it.</source>
        <translation>它既不是文本也不是图像：要用其他程序查看。</translation>
    </message>
    <message>
        <source>Its first %1 lines are shown.</source>
        <translation>显示它的前 %1 行。</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
</context>
<context>
    <name>corelane::FigureTable</name>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Sort by: %1</source>
        <translation>排序依据：%1</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>将表格复制为 CSV</translation>
    </message>
</context>
<context>
    <name>corelane::FindBar</name>
    <message>
        <source>Find: Enter next, Shift+Enter before</source>
        <translation>查找：Enter 下一个，Shift+Enter 上一个</translation>
    </message>
    <message>
        <source>Find in the script</source>
        <translation>在脚本中查找</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
</context>
<context>
    <name>corelane::Forecaster</name>
    <message>
        <source>The engine&apos;s answer cannot be read.</source>
        <translation>无法读取引擎的回答。</translation>
    </message>
</context>
<context>
    <name>corelane::HostButton</name>
    <message>
        <source>this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Where it runs</source>
        <translation>运行位置</translation>
    </message>
    <message>
        <source>The comparison runs on this machine; click to choose another by ssh</source>
        <translation>对比在本机运行；点击可选择通过 ssh 连接的其他主机</translation>
    </message>
    <message>
        <source>The comparison runs on %1, by ssh; click to choose</source>
        <translation>对比通过 ssh 在 %1 上运行；点击可更改</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>这台机器</translation>
    </message>
    <message>
        <source>Add a host…</source>
        <translation>添加主机…</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Add a host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>As ssh knows it, such as me@lab-04; corelane-engine of this version must be installed there:</source>
        <translation>填写 ssh 能识别的名称，例如 me@lab-04；该主机上必须装有同一版本的 corelane-engine：</translation>
    </message>
    <message>
        <source>on %1 ▾</source>
        <translation>在%1运行 ▾</translation>
    </message>
</context>
<context>
    <name>corelane::HostQuestion</name>
    <message>
        <source>ssh asks</source>
        <translation>ssh 询问</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>信任此密钥</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>corelane::JumpPrompt</name>
    <message>
        <source>Times are since the start of the runs. Two times show what lies between: 2ms to 3ms.</source>
        <translation>时间从运行开始算起。给出两个时间则显示两者之间的内容：2ms to 3ms。</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>转到时刻</translation>
    </message>
    <message>
        <source>A time, such as 12.5ms</source>
        <translation>一个时刻，如 12.5ms</translation>
    </message>
    <message>
        <source>There are more than two times.</source>
        <translation>给出的时间多于两个。</translation>
    </message>
    <message>
        <source>The longest run ends at %1.</source>
        <translation>最长的运行在 %1 结束。</translation>
    </message>
    <message>
        <source>The second time must be later than the first.</source>
        <translation>第二个时间必须晚于第一个。</translation>
    </message>
</context>
<context>
    <name>corelane::KeyHelp</name>
    <message>
        <source>%1, within the view</source>
        <translation>%1，在视图内</translation>
    </message>
    <message>
        <source>Mouse, over the timelines</source>
        <translation>鼠标，在时间线上</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键和鼠标</translation>
    </message>
</context>
<context>
    <name>corelane::LatencyRidges</name>
    <message>
        <source>How long tasks took, by run</source>
        <translation>各次运行的任务耗时</translation>
    </message>
    <message>
        <source>%1: median %2, 99 % below %3.</source>
        <translation>%1：中位数 %2，99 % 不超过 %3。</translation>
    </message>
    <message>
        <source>no task ended here</source>
        <translation>此处没有任务结束</translation>
    </message>
    <message>
        <source>%1 task took %2 to %3.</source>
        <translation>%1 个任务耗时 %2 至 %3。</translation>
    </message>
    <message>
        <source>%1 tasks took %2 to %3.</source>
        <translation>%1 个任务耗时 %2 至 %3。</translation>
    </message>
</context>
<context>
    <name>corelane::LoadingBar</name>
    <message>
        <source>How much of the file was read</source>
        <translation>文件已读取多少</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Gives up opening the file; what was shown before stays (Esc).</source>
        <translation>放弃打开文件；之前显示的内容保留（Esc）。</translation>
    </message>
    <message>
        <source>Reading %1: %2</source>
        <translation>正在读取 %1：%2</translation>
    </message>
    <message>
        <source>Reading %1: %2, about %3 s left</source>
        <translation>正在读取 %1：%2，还剩约 %3 s</translation>
    </message>
</context>
<context>
    <name>corelane::LongestWaits</name>
    <message>
        <source>Nothing waited in this run.</source>
        <translation>这次运行中没有等待。</translation>
    </message>
    <message>
        <source>This is the longest wait of the run.</source>
        <translation>这是本次运行中最长的等待。</translation>
    </message>
    <message>
        <source>The longest %1 waits have been shown.</source>
        <translation>最长的 %1 次等待都已显示。</translation>
    </message>
    <message>
        <source>The only wait has been shown.</source>
        <translation>唯一的等待已经显示。</translation>
    </message>
</context>
<context>
    <name>corelane::MachinePage</name>
    <message>
        <source>This machine</source>
        <translation>这台机器</translation>
    </message>
    <message>
        <source>%1 core</source>
        <translation>%1 个核心</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 个核心</translation>
    </message>
    <message>
        <source>quiet: %1 busy</source>
        <translation>安静：%1 被占用</translation>
    </message>
    <message>
        <source>not quiet: %1 busy</source>
        <translation>不安静：%1 被占用</translation>
    </message>
    <message>
        <source>%1. Other programs take time from what is measured: close them for sure results.</source>
        <translation>%1。其他程序会占用被测量的时间：请关闭它们以得到可靠的结果。</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>%1, %2 ns a read</source>
        <translation>%1，每次读取 %2 ns</translation>
    </message>
    <message>
        <source>What reading the clock costs, twice for every span that is recorded.</source>
        <translation>读取时钟的代价；每个被记录的区间要读两次。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>all %1 can run</source>
        <translation>全部 %1 个都能运行</translation>
    </message>
    <message>
        <source>%1 of %2 can run</source>
        <translation>%2 个中有 %1 个能运行</translation>
    </message>
    <message>
        <source>Every library and program that a model needs was found.</source>
        <translation>模型所需的所有库和程序都已找到。</translation>
    </message>
    <message>
        <source>Kernel switches</source>
        <translation>内核切换</translation>
    </message>
    <message>
        <source>own processes only</source>
        <translation>仅自己的进程</translation>
    </message>
    <message>
        <source>at the ends of spans only</source>
        <translation>仅在区间两端</translation>
    </message>
    <message>
        <source>To see exactly when workers lose their core, allow it once:</source>
        <translation>要准确看到工作者何时失去核心，请允许一次：</translation>
    </message>
    <message>
        <source>The command that lets a recording see more</source>
        <translation>让记录看到更多的命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the command.</source>
        <translation>复制这条命令。</translation>
    </message>
    <message>
        <source>This machine, while runs go to %1</source>
        <translation>这台机器（对比在 %1 上运行）</translation>
    </message>
</context>
<context>
    <name>corelane::MainWindow</name>
    <message>
        <source>There is no comparison yet: run one with F5 or open one with Ctrl+O.</source>
        <translation>还没有对比：按 F5 运行，或按 Ctrl+O 打开。</translation>
    </message>
    <message>
        <source>There are no timelines yet: run a comparison with F5 or open one with Ctrl+O.</source>
        <translation>还没有时间线：按 F5 运行对比，或按 Ctrl+O 打开。</translation>
    </message>
    <message>
        <source>The comparison is still running; Esc stops it.</source>
        <translation>对比仍在运行；按 Esc 停止。</translation>
    </message>
    <message>
        <source>No preset is chosen yet: choose one with Ctrl+K.</source>
        <translation>还没有选择预设：按 Ctrl+K 选择。</translation>
    </message>
    <message>
        <source>Nothing is selected: click a span of a lane.</source>
        <translation>没有选中任何内容：请点击泳道中的区段。</translation>
    </message>
    <message>
        <source>Nothing is measured: drag over the timelines.</source>
        <translation>没有测量范围：请在时间线上拖动。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>Mar&amp;k</source>
        <translation>标记(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Saves the comparison as a file that Perfetto opens too.</source>
        <translation>把对比保存为文件，Perfetto 也能打开。</translation>
    </message>
    <message>
        <source>&amp;Export report…</source>
        <translation>导出报告(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run the comparison</source>
        <translation>运行对比(&amp;R)</translation>
    </message>
    <message>
        <source>Runs the chosen preset under all its models.</source>
        <translation>用所选预设的全部模型运行它。</translation>
    </message>
    <message>
        <source>&amp;Stop, or clear the selection</source>
        <translation>停止，或清除选择(&amp;S)</translation>
    </message>
    <message>
        <source>Stops the run and keeps what it recorded; else clears what is measured or selected.</source>
        <translation>停止运行并保留已记录的内容；没有运行时清除测量或选择。</translation>
    </message>
    <message>
        <source>&amp;Options…</source>
        <translation>选项(&amp;O)…</translation>
    </message>
    <message>
        <source>Changes models, workers and repetitions before the next run.</source>
        <translation>在下次运行前修改模型、工作者和重复次数。</translation>
    </message>
    <message>
        <source>View &amp;before</source>
        <translation>上一视图(&amp;B)</translation>
    </message>
    <message>
        <source>Takes back the last zoom, move or leap.</source>
        <translation>撤销上一次缩放、移动或跳转。</translation>
    </message>
    <message>
        <source>This is where you began.</source>
        <translation>这就是开始的地方。</translation>
    </message>
    <message>
        <source>View a&amp;fter</source>
        <translation>下一视图(&amp;F)</translation>
    </message>
    <message>
        <source>Goes again where you were before you went back.</source>
        <translation>回到后退之前的位置。</translation>
    </message>
    <message>
        <source>You have not gone back.</source>
        <translation>还没有后退过。</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>显示全部(&amp;A)</translation>
    </message>
    <message>
        <source>Shows the whole time of all runs.</source>
        <translation>显示所有运行的全部时间。</translation>
    </message>
    <message>
        <source>Fit and &amp;follow</source>
        <translation>适应并跟随(&amp;F)</translation>
    </message>
    <message>
        <source>Fits what is recorded into the view, and keeps it fitted while it grows.</source>
        <translation>让已记录的内容适应视图，并随其增长保持适应。</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zooms in at the pointer.</source>
        <translation>在指针处放大。</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Zooms out at the pointer.</source>
        <translation>在指针处缩小。</translation>
    </message>
    <message>
        <source>Zoom to what is &amp;measured</source>
        <translation>缩放到测量范围(&amp;M)</translation>
    </message>
    <message>
        <source>Fills the view with the measured range.</source>
        <translation>让测量范围填满视图。</translation>
    </message>
    <message>
        <source>Zoom to the &amp;selected</source>
        <translation>缩放到所选(&amp;S)</translation>
    </message>
    <message>
        <source>Zooms to the span that is selected or pointed at.</source>
        <translation>缩放到选中的或指针处的区段。</translation>
    </message>
    <message>
        <source>Move to &amp;earlier</source>
        <translation>移到更早(&amp;E)</translation>
    </message>
    <message>
        <source>Moves the view to earlier times.</source>
        <translation>把视图移到更早的时间。</translation>
    </message>
    <message>
        <source>Move to &amp;later</source>
        <translation>移到更晚(&amp;L)</translation>
    </message>
    <message>
        <source>Moves the view to later times.</source>
        <translation>把视图移到更晚的时间。</translation>
    </message>
    <message>
        <source>Scroll &amp;up</source>
        <translation>向上滚动(&amp;U)</translation>
    </message>
    <message>
        <source>Scrolls to the lanes above.</source>
        <translation>滚动到上面的泳道。</translation>
    </message>
    <message>
        <source>Scroll &amp;down</source>
        <translation>向下滚动(&amp;D)</translation>
    </message>
    <message>
        <source>Scrolls to the lanes below.</source>
        <translation>滚动到下面的泳道。</translation>
    </message>
    <message>
        <source>Scroll half a page up</source>
        <translation>向上滚动半页</translation>
    </message>
    <message>
        <source>Scrolls up by half of what is seen.</source>
        <translation>向上滚动可见内容的一半。</translation>
    </message>
    <message>
        <source>Scroll half a page down</source>
        <translation>向下滚动半页</translation>
    </message>
    <message>
        <source>Scrolls down by half of what is seen.</source>
        <translation>向下滚动可见内容的一半。</translation>
    </message>
    <message>
        <source>&amp;Next span on the lane</source>
        <translation>泳道上的下一区段(&amp;N)</translation>
    </message>
    <message>
        <source>Selects the next span of the lane, be it work or a wait.</source>
        <translation>选择泳道上的下一个区段，不论是工作还是等待。</translation>
    </message>
    <message>
        <source>&amp;Previous span on the lane</source>
        <translation>泳道上的上一区段(&amp;P)</translation>
    </message>
    <message>
        <source>Selects the span before it on the lane.</source>
        <translation>选择泳道上的前一个区段。</translation>
    </message>
    <message>
        <source>Next of the same na&amp;me</source>
        <translation>下一个同名区段(&amp;M)</translation>
    </message>
    <message>
        <source>Selects the next span of the lane that has the same name and state.</source>
        <translation>选择泳道上名称和状态都相同的下一个区段。</translation>
    </message>
    <message>
        <source>Previous of the same name</source>
        <translation>上一个同名区段</translation>
    </message>
    <message>
        <source>Selects the span of the same name and state before it on the lane.</source>
        <translation>选择泳道上名称和状态都相同的前一个区段。</translation>
    </message>
    <message>
        <source>Follow a hand-over &amp;forward</source>
        <translation>沿交接向前(&amp;F)</translation>
    </message>
    <message>
        <source>Selects what took first what the selected span gave.</source>
        <translation>选择最先接过所选区段产出的区段。</translation>
    </message>
    <message>
        <source>Follow a hand-over &amp;back</source>
        <translation>沿交接向后(&amp;B)</translation>
    </message>
    <message>
        <source>Selects what gave the selected span what it waited for last, or goes back the way you came.</source>
        <translation>选择给出所选区段最后所等内容的区段，或原路返回。</translation>
    </message>
    <message>
        <source>Longest &amp;wait</source>
        <translation>最长的等待(&amp;W)</translation>
    </message>
    <message>
        <source>Shows the longest wait of the run that is selected; again: the next longest.</source>
        <translation>显示所选运行中最长的等待；再按一次：次长的等待。</translation>
    </message>
    <message>
        <source>Longer wait again</source>
        <translation>返回更长的等待</translation>
    </message>
    <message>
        <source>Goes back to the wait that is longer than the one shown.</source>
        <translation>返回比当前显示的更长的那次等待。</translation>
    </message>
    <message>
        <source>Go to a &amp;time…</source>
        <translation>转到时刻(&amp;T)…</translation>
    </message>
    <message>
        <source>Asks for a time, or for two, and shows what is there.</source>
        <translation>询问一个或两个时间，并显示那里的内容。</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>笔记(&amp;N)…</translation>
    </message>
    <message>
        <source>Asks for a note on the measured range, the selected span or the time under the pointer.</source>
        <translation>为测量范围、选中的区段或指针处的时刻写一条笔记。</translation>
    </message>
    <message>
        <source>&amp;Bookmark</source>
        <translation>书签(&amp;B)</translation>
    </message>
    <message>
        <source>Marks the measured range, the selected span or the time under the pointer, without words.</source>
        <translation>标记测量范围、选中的区段或指针处的时刻，不写文字。</translation>
    </message>
    <message>
        <source>C&amp;ritical path</source>
        <translation>关键路径(&amp;R)</translation>
    </message>
    <message>
        <source>Draws what decided when each run ended: the chain of work and of hand-overs waited for.</source>
        <translation>画出决定每次运行何时结束的链条：其中的工作和等待的交接。</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>命令(&amp;C)…</translation>
    </message>
    <message>
        <source>Finds a command by some letters of its name, and runs it.</source>
        <translation>按名称中的几个字查找命令并执行。</translation>
    </message>
    <message>
        <source>Shows %1 and puts the keyboard there.</source>
        <translation>显示“%1”，并把键盘焦点移到那里。</translation>
    </message>
    <message>
        <source>S&amp;how or hide</source>
        <translation>显示或隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>Show or hide %1</source>
        <translation>显示或隐藏“%1”</translation>
    </message>
    <message>
        <source>Hides %1, or shows it again.</source>
        <translation>隐藏“%1”，或重新显示。</translation>
    </message>
    <message>
        <source>&amp;Restore the arrangement</source>
        <translation>恢复布局(&amp;R)</translation>
    </message>
    <message>
        <source>Puts all views back where they were at first.</source>
        <translation>把所有视图放回最初的位置。</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Theme as the &amp;system</source>
        <translation>主题跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Is light or dark as the desktop is.</source>
        <translation>跟随桌面使用浅色或深色。</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>Shows dark text on light ground.</source>
        <translation>浅底深字。</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>Shows light text on dark ground.</source>
        <translation>深底浅字。</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Language as the &amp;system</source>
        <translation>语言跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Speaks the language of the desktop, if it can.</source>
        <translation>如果可以，使用桌面的语言。</translation>
    </message>
    <message>
        <source>Shows every word of the window in this language: %1.</source>
        <translation>用这种语言显示整个窗口：%1。</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>按键和鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>Shows every key, and what the mouse does.</source>
        <translation>显示所有按键以及鼠标的作用。</translation>
    </message>
    <message>
        <source>&amp;About Corelane</source>
        <translation>关于 Corelane(&amp;A)</translation>
    </message>
    <message>
        <source>Says which version this is, and under which licence.</source>
        <translation>说明版本和许可证。</translation>
    </message>
    <message>
        <source>Open &amp;again</source>
        <translation>最近打开(&amp;A)</translation>
    </message>
    <message>
        <source>The note is about the selected span, at %1.</source>
        <translation>这条笔记是关于 %1 处选中的区段的。</translation>
    </message>
    <message>
        <source>The note is about the time %1.</source>
        <translation>这条笔记是关于时刻 %1 的。</translation>
    </message>
    <message>
        <source>The note is about what is measured, from %1.</source>
        <translation>这条笔记是关于从 %1 开始的测量范围的。</translation>
    </message>
    <message>
        <source>Open a comparison</source>
        <translation>打开对比</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>保存对比</translation>
    </message>
    <message>
        <source>Comparisons (*.corelane);;All files (*)</source>
        <translation>对比 (*.corelane);;所有文件 (*)</translation>
    </message>
    <message>
        <source>About Corelane</source>
        <translation>关于 Corelane</translation>
    </message>
    <message>
        <source>&lt;b&gt;Corelane %1&lt;/b&gt;&lt;p&gt;Runs one workload under every concurrency model, shows where each core&apos;s time went, and says which model to choose and why.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Made with Qt, QCustomPlot and oneTBB.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Corelane %1&lt;/b&gt;&lt;p&gt;用每一种并发模型运行同一个负载，显示每个核心的时间去了哪里，并说明该选哪种模型、为什么。&lt;/p&gt;&lt;p&gt;自由软件，按 GNU 通用公共许可证第 3 版或更新版本发布。使用 Qt、QCustomPlot 和 oneTBB 制作。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Corelane</source>
        <translation>Corelane</translation>
    </message>
    <message>
        <source>%1 – Corelane</source>
        <translation>%1 – Corelane</translation>
    </message>
    <message>
        <source>running: %1</source>
        <translation>运行中：%1</translation>
    </message>
    <message>
        <source>Select a span for the note, or align the starts: a time means nothing for all runs now.</source>
        <translation>请为笔记选择一个区段，或对齐起点：现在同一时刻对各次运行没有共同的意义。</translation>
    </message>
    <message>
        <source>No task is selected: click one in a lane.</source>
        <translation>没有选中任务：请单击泳道中的任务。</translation>
    </message>
    <message>
        <source>There is only one run.</source>
        <translation>只有一次运行。</translation>
    </message>
    <message>
        <source>No run is hidden.</source>
        <translation>没有隐藏的运行。</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>对比(&amp;C)</translation>
    </message>
    <message>
        <source>Sort &amp;lanes</source>
        <translation>泳道排序(&amp;L)</translation>
    </message>
    <message>
        <source>Align the &amp;starts</source>
        <translation>对齐起点(&amp;S)</translation>
    </message>
    <message>
        <source>Draws every run from where it started.</source>
        <translation>从各次运行的起点开始绘制。</translation>
    </message>
    <message>
        <source>Align at the selected &amp;task</source>
        <translation>按所选任务对齐(&amp;T)</translation>
    </message>
    <message>
        <source>Draws the begin of the selected task at one place in all runs; again: aligns the starts.</source>
        <translation>把所选任务的开始画在所有运行的同一位置；再按一次：对齐起点。</translation>
    </message>
    <message>
        <source>Align at the task&apos;s st&amp;ep</source>
        <translation>按任务所在的步对齐(&amp;E)</translation>
    </message>
    <message>
        <source>Draws the begin of the selected task&apos;s step, the phase it belongs to, at one place in all runs.</source>
        <translation>把所选任务所在的步（即它所属的阶段）的开始画在所有运行的同一位置。</translation>
    </message>
    <message>
        <source>Draw e&amp;qually long</source>
        <translation>等长绘制(&amp;Q)</translation>
    </message>
    <message>
        <source>Stretches every run to the length of the longest one; the axis is in per cent of a run.</source>
        <translation>把每次运行拉伸到最长一次的长度；坐标轴以运行的百分比为单位。</translation>
    </message>
    <message>
        <source>Use as &amp;baseline</source>
        <translation>用作基线(&amp;B)</translation>
    </message>
    <message>
        <source>Compares the others with the run that was clicked last; again: with none.</source>
        <translation>把其他运行与最后单击的运行比较；再按一次：不比较。</translation>
    </message>
    <message>
        <source>&amp;Fold the run</source>
        <translation>折叠运行(&amp;F)</translation>
    </message>
    <message>
        <source>Leaves only the head of the run that was clicked last, or opens it again.</source>
        <translation>最后单击的运行只留下标题行，或重新展开。</translation>
    </message>
    <message>
        <source>&amp;Hide the run</source>
        <translation>隐藏运行(&amp;H)</translation>
    </message>
    <message>
        <source>Takes the run that was clicked last out of the view.</source>
        <translation>把最后单击的运行移出视图。</translation>
    </message>
    <message>
        <source>Show &amp;all runs</source>
        <translation>显示所有运行(&amp;A)</translation>
    </message>
    <message>
        <source>Shows again the runs that were hidden.</source>
        <translation>重新显示被隐藏的运行。</translation>
    </message>
    <message>
        <source>Move the run &amp;up</source>
        <translation>上移运行(&amp;U)</translation>
    </message>
    <message>
        <source>Moves the run that was clicked last up by one.</source>
        <translation>把最后单击的运行上移一位。</translation>
    </message>
    <message>
        <source>Move the run &amp;down</source>
        <translation>下移运行(&amp;D)</translation>
    </message>
    <message>
        <source>Moves the run that was clicked last down by one.</source>
        <translation>把最后单击的运行下移一位。</translation>
    </message>
    <message>
        <source>Order of the &amp;preset</source>
        <translation>预设的顺序(&amp;P)</translation>
    </message>
    <message>
        <source>Puts the runs back into the order of the preset.</source>
        <translation>把各次运行恢复为预设的顺序。</translation>
    </message>
    <message>
        <source>By &amp;number</source>
        <translation>按编号(&amp;N)</translation>
    </message>
    <message>
        <source>Sorts the workers of every run by number.</source>
        <translation>按编号对每次运行的工作者排序。</translation>
    </message>
    <message>
        <source>By n&amp;ame</source>
        <translation>按名称(&amp;A)</translation>
    </message>
    <message>
        <source>Sorts the workers of every run by name.</source>
        <translation>按名称对每次运行的工作者排序。</translation>
    </message>
    <message>
        <source>By &amp;core</source>
        <translation>按核心(&amp;C)</translation>
    </message>
    <message>
        <source>Sorts the workers of every run by the core that ran most of them.</source>
        <translation>按主要运行它们的核心对每次运行的工作者排序。</translation>
    </message>
    <message>
        <source>By &amp;start</source>
        <translation>按开始时间(&amp;S)</translation>
    </message>
    <message>
        <source>Sorts the workers of every run by when they started.</source>
        <translation>按开始时间对每次运行的工作者排序。</translation>
    </message>
    <message>
        <source>By &amp;waiting time</source>
        <translation>按等待时间(&amp;W)</translation>
    </message>
    <message>
        <source>Sorts the workers of every run by how long they waited, the longest first.</source>
        <translation>按等待时间对每次运行的工作者排序，最长的在前。</translation>
    </message>
    <message>
        <source>Opens a comparison or a preset from a file.</source>
        <translation>从文件打开对比或预设。</translation>
    </message>
    <message>
        <source>&amp;Design a workload…</source>
        <translation>设计负载(&amp;D)…</translation>
    </message>
    <message>
        <source>Turns a task graph by sliders and says what it would take, before it runs.</source>
        <translation>用滑块调整任务图，并在运行前说明需要多少资源。</translation>
    </message>
    <message>
        <source>The engine has not said yet what there is.</source>
        <translation>引擎还没有给出可用的内容。</translation>
    </message>
    <message>
        <source>Comparisons and presets (*.corelane *.perfetto-trace *.pftrace *.json);;All files (*)</source>
        <translation>对比和预设 (*.corelane *.perfetto-trace *.pftrace *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>A comparison is running; stop it with Esc before you open a preset.</source>
        <translation>有对比正在运行；打开预设前请按 Esc 停止它。</translation>
    </message>
    <message>
        <source>The preset %1 is chosen; F5 runs it.</source>
        <translation>已选择预设“%1”；按 F5 运行。</translation>
    </message>
    <message>
        <source>Open &amp;beside…</source>
        <translation>并列打开(&amp;B)…</translation>
    </message>
    <message>
        <source>Shows the runs of another file together with these.</source>
        <translation>将另一文件的运行与这些运行一同显示。</translation>
    </message>
    <message>
        <source>&amp;Close what is beside</source>
        <translation>关闭并列文件(&amp;C)</translation>
    </message>
    <message>
        <source>Shows the runs of the first file alone again.</source>
        <translation>重新只显示第一个文件的运行。</translation>
    </message>
    <message>
        <source>No other file is open beside this one.</source>
        <translation>没有与此并列打开的其他文件。</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>Changes the look, the units of times and the keys.</source>
        <translation>更改外观、时间单位和按键。</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>高对比度(&amp;C)</translation>
    </message>
    <message>
        <source>Shows white and yellow text on black ground.</source>
        <translation>在黑色背景上显示白色和黄色文字。</translation>
    </message>
    <message>
        <source>Stop after this re&amp;petition</source>
        <translation>本次重复后停止(&amp;P)</translation>
    </message>
    <message>
        <source>Lets every model have the repetition that is under way, then stops.</source>
        <translation>让每个模型完成当前这次重复，然后停止。</translation>
    </message>
    <message>
        <source>Nothing runs.</source>
        <translation>没有正在进行的运行。</translation>
    </message>
    <message>
        <source>Pause the pi&amp;cture</source>
        <translation>暂停画面(&amp;C)</translation>
    </message>
    <message>
        <source>Holds the picture still while the run goes on; again: follows it.</source>
        <translation>运行继续而画面静止；再按一次则继续跟随。</translation>
    </message>
    <message>
        <source>A sweep is running; Esc stops it.</source>
        <translation>正在进行扫描；按 Esc 停止。</translation>
    </message>
    <message>
        <source>Open a s&amp;weep…</source>
        <translation>打开扫描(&amp;W)…</translation>
    </message>
    <message>
        <source>Opens the folder of a sweep: its curves, and the recording behind every point.</source>
        <translation>打开一个扫描的文件夹：它的曲线，以及每个点背后的记录。</translation>
    </message>
    <message>
        <source>Shows the results as a page, a table or another program&apos;s trace, and saves them.</source>
        <translation>把结果显示为网页、表格或其他程序的跟踪，并保存。</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>新窗口(&amp;W)</translation>
    </message>
    <message>
        <source>Opens another window, with a comparison of its own.</source>
        <translation>打开另一个窗口，有它自己的对比。</translation>
    </message>
    <message>
        <source>C&amp;lose the window</source>
        <translation>关闭窗口(&amp;L)</translation>
    </message>
    <message>
        <source>Closes this window and stops what it runs.</source>
        <translation>关闭这个窗口，并停止它运行的一切。</translation>
    </message>
    <message>
        <source>Closes all windows and stops what they run.</source>
        <translation>关闭所有窗口，并停止它们运行的一切。</translation>
    </message>
    <message>
        <source>S&amp;weep…</source>
        <translation>扫描(&amp;W)…</translation>
    </message>
    <message>
        <source>Runs the chosen preset over a range of cores, task lengths or another of its values, and draws the curves.</source>
        <translation>让所选预设在一系列核心数、任务长度或其他取值上运行，并画出曲线。</translation>
    </message>
    <message>
        <source>A sweep is running already; Esc stops it.</source>
        <translation>已经在进行扫描；按 Esc 停止。</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <source>Shows in a few steps what the parts of the window are for.</source>
        <translation>用几个步骤说明窗口各部分的用途。</translation>
    </message>
    <message>
        <source>S&amp;wipe two runs</source>
        <translation>叠放两次运行(&amp;W)</translation>
    </message>
    <message>
        <source>Draws the run that was clicked last and the baseline, or the run above it, in one place, with a divider to pull; again: leaves.</source>
        <translation>把最后点击的运行和基准（或它上面的运行）画在同一位置，用可拖动的分隔线切换；再按一次：离开。</translation>
    </message>
    <message>
        <source>T&amp;urn the divider</source>
        <translation>转动分隔线(&amp;U)</translation>
    </message>
    <message>
        <source>Lays the divider between two swiped runs across the lanes, or along them.</source>
        <translation>让叠放的两次运行之间的分隔线横穿泳道，或沿着泳道。</translation>
    </message>
    <message>
        <source>No runs are swiped: V begins it.</source>
        <translation>没有叠放的运行：按 V 开始。</translation>
    </message>
    <message>
        <source>Open the folder of a sweep</source>
        <translation>打开扫描的文件夹</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Every preset is one question, and one workload that answers it. Choose one; Ctrl+K finds one by a word.</source>
        <translation>每个预设是一个问题，以及回答它的一个负载。请选择一个；Ctrl+K 按词查找。</translation>
    </message>
    <message>
        <source>Models and F5</source>
        <translation>模型与 F5</translation>
    </message>
    <message>
        <source>The workload runs under every model up here, in turns. Change models, cores and repetitions, and start with F5.</source>
        <translation>负载会轮流在上面的每个模型下运行。可以更改模型、核心数和重复次数，按 F5 开始。</translation>
    </message>
    <message>
        <source>Timelines</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>All runs share one axis of time. Green is useful work, every other colour is time lost. W and S zoom, A and D move; a click on a task finds it in every run.</source>
        <translation>所有运行共用一条时间轴。绿色是有用的工作，其他颜色都是损失的时间。W 和 S 缩放，A 和 D 移动；点击一个任务，就能在每次运行中找到它。</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>时间花在哪里</translation>
    </message>
    <message>
        <source>The cores&apos; time by state, of what you see. Behind it are the findings: what cost most, and what to try.</source>
        <translation>所见范围内各状态的核心时间。后面是发现：什么代价最大，可以尝试什么。</translation>
    </message>
    <message>
        <source>The verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Which model to take, how sure that is, and whether what the preset expected holds.</source>
        <translation>该选哪个模型，有多确定，以及预设的预期是否成立。</translation>
    </message>
    <message>
        <source>Everything has a key</source>
        <translation>一切都有按键</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P finds every command by some letters of its name, and ? shows all keys. F6 sweeps a preset over a range, Ctrl+E exports a report.</source>
        <translation>Ctrl+Shift+P 用名称中的几个字找到任何命令，? 显示所有按键。F6 让预设在一个范围上扫描，Ctrl+E 导出报告。</translation>
    </message>
    <message>
        <source>First &amp;questions</source>
        <translation>入门问题(&amp;Q)</translation>
    </message>
    <message>
        <source>Shows the questions to begin with, what was opened last and this machine; again: the timelines.</source>
        <translation>显示入门问题、最近打开的内容和本机情况；再按一次：时间线。</translation>
    </message>
</context>
<context>
    <name>corelane::MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>corelane::Minimap</name>
    <message>
        <source>All runs over all time, with the visible range</source>
        <translation>所有运行的全部时间，以及可见范围</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>所有运行</translation>
    </message>
</context>
<context>
    <name>corelane::ModelList</name>
    <message>
        <source>Models to run it under; Space takes one in or out</source>
        <translation>用来运行的模型；按空格键选中或取消</translation>
    </message>
</context>
<context>
    <name>corelane::NotePrompt</name>
    <message>
        <source>A note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>What there is to say</source>
        <translation>要写的内容</translation>
    </message>
    <message>
        <source>A note needs words; Shift+M sets a bookmark without any.</source>
        <translation>笔记需要文字；按 Shift+M 可设不带文字的书签。</translation>
    </message>
</context>
<context>
    <name>corelane::OptionsDialog</name>
    <message>
        <source>%1.</source>
        <comment>a sentence, from words without an end</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>Options of %1</source>
        <translation>%1 的选项</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Graph %1</source>
        <translation>图 %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>%1 or more.</source>
        <translation>%1 或更大。</translation>
    </message>
    <message>
        <source>%1 to %2.</source>
        <translation>%1 到 %2。</translation>
    </message>
    <message>
        <source>%1 a core</source>
        <translation>每核心 %1 个</translation>
    </message>
    <message>
        <source>as the run says</source>
        <translation>同运行的设置</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作者</translation>
    </message>
    <message>
        <source>How many threads or processes this model uses, 1 to 64.</source>
        <translation>该模型使用多少个线程或进程，1 到 64。</translation>
    </message>
    <message>
        <source>cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>The core set of every run.</source>
        <translation>每次运行使用的核心。</translation>
    </message>
    <message>
        <source>one a core</source>
        <translation>每核心一个</translation>
    </message>
    <message>
        <source>Of every model that does not say otherwise.</source>
        <translation>适用于没有另行设置的模型。</translation>
    </message>
    <message>
        <source>pin</source>
        <translation>绑定核心</translation>
    </message>
    <message>
        <source>Each worker stays on its core. Without it the system moves them.</source>
        <translation>每个工作者固定在自己的核心上；否则由系统迁移。</translation>
    </message>
    <message>
        <source>repetitions</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>Six or more give a 95 % interval of the median.</source>
        <translation>六次或更多可得到中位数的 95 % 置信区间。</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Blocks that run first and are not counted.</source>
        <translation>先运行、不计入结果的轮次。</translation>
    </message>
    <message>
        <source>the best there is</source>
        <translation>尽可能好</translation>
    </message>
    <message>
        <source>0: at span edges, nothing allowed</source>
        <translation>0：仅在区段边缘，无需权限</translation>
    </message>
    <message>
        <source>1: kernel switches of own processes</source>
        <translation>1：自身进程的内核切换</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>记录级别</translation>
    </message>
    <message>
        <source>How it is known where workers ran.</source>
        <translation>如何得知工作者在哪里运行。</translation>
    </message>
    <message>
        <source>all repetitions</source>
        <translation>全部重复</translation>
    </message>
    <message>
        <source>until within</source>
        <translation>直到误差在</translation>
    </message>
    <message>
        <source>Ends sooner, when every median is known this closely.</source>
        <translation>每个中位数都精确到这一程度时提前结束。</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Ends sooner, when another repetition would not fit into it.</source>
        <translation>放不下下一次重复时提前结束。</translation>
    </message>
</context>
<context>
    <name>corelane::Overlay</name>
    <message>
        <source>%1 at %2</source>
        <translation>%1 位于 %2</translation>
    </message>
</context>
<context>
    <name>corelane::ParallelismCurves</name>
    <message>
        <source>How many workers computed over time, by run</source>
        <translation>随时间变化的正在计算的工作者数，按运行</translation>
    </message>
    <message>
        <source>%1: %2 workers computed on average.</source>
        <translation>%1：平均有 %2 个工作者在计算。</translation>
    </message>
    <message>
        <source>%1, at %2: %3 workers computed.</source>
        <translation>%1，在 %2：%3 个工作者在计算。</translation>
    </message>
</context>
<context>
    <name>corelane::PatternPicture</name>
    <message>
        <source>No picture: the pattern has none that is this small</source>
        <translation>没有图：这种模式没有这么小的图</translation>
    </message>
    <message>
        <source>Picture of the pattern: %1 tasks in %2 steps, %3 lines between them</source>
        <translation>模式示意图：%2 步中的 %1 个任务，其间有 %3 条连线</translation>
    </message>
</context>
<context>
    <name>corelane::PlaceModel</name>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
</context>
<context>
    <name>corelane::QuestionCard</name>
    <message>
        <source>%1 model</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>Runs “%1”: %2.</source>
        <translation>运行“%1”：%2。</translation>
    </message>
</context>
<context>
    <name>corelane::RunBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>菜单 (F10)</translation>
    </message>
    <message>
        <source>+ model</source>
        <translation>+ 模型</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>全部 %1</translation>
    </message>
    <message>
        <source>On how many cores to run; 0: all %1 (arrow keys and wheel change it)</source>
        <translation>在多少个核心上运行；0：全部 %1 个（可用方向键和滚轮修改）</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>How often each model runs; 6 or more give a 95 % interval (arrow keys and wheel change it)</source>
        <translation>每个模型运行几次；6 次或更多可得到 95 % 置信区间（可用方向键和滚轮修改）</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Corelane</source>
        <translation>Corelane</translation>
    </message>
    <message>
        <source>asking the engine…</source>
        <translation>正在询问引擎…</translation>
    </message>
    <message>
        <source>%1.
Click for its options; the cross or Delete takes it out.</source>
        <translation>%1。
点击查看选项；点叉号或按 Delete 移除。</translation>
    </message>
    <message>
        <source>■  Stop  Esc</source>
        <translation>■  停止  Esc</translation>
    </message>
    <message>
        <source>▶  Run  F5</source>
        <translation>▶  运行  F5</translation>
    </message>
    <message>
        <source>Stop the comparison</source>
        <translation>停止对比</translation>
    </message>
    <message>
        <source>Run the comparison</source>
        <translation>运行对比</translation>
    </message>
    <message>
        <source>%1 run recorded</source>
        <translation>已记录 %1 次运行</translation>
    </message>
    <message>
        <source>%1 runs recorded</source>
        <translation>已记录 %1 次运行</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>repetition %1 of %2</source>
        <translation>第 %1 次重复，共 %2 次</translation>
    </message>
    <message>
        <source>&lt;b&gt;Starting the engine…&lt;/b&gt;</source>
        <translation>&lt;b&gt;正在启动引擎…&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>第 %1 次运行，共 %2 次</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>corelane::ScriptCheck</name>
    <message>
        <source>The engine could not check the text; it ended with status %1.</source>
        <translation>引擎无法检查文本；它以状态 %1 结束。</translation>
    </message>
    <message>
        <source>The engine could not check the text: %1</source>
        <translation>引擎无法检查文本：%1</translation>
    </message>
</context>
<context>
    <name>corelane::ScriptEditor</name>
    <message>
        <source>The script&apos;s text</source>
        <translation>脚本文本</translation>
    </message>
    <message>
        <source>What may stand here</source>
        <translation>此处可以写的内容</translation>
    </message>
</context>
<context>
    <name>corelane::Session</name>
    <message>
        <source>It ended with status %1.</source>
        <translation>它以状态 %1 结束。</translation>
    </message>
    <message>
        <source>The engine could not say which models and presets there are. %1</source>
        <translation>引擎无法给出有哪些模型和预设。%1</translation>
    </message>
    <message>
        <source>There is no file and no preset named %1; presets are %2.</source>
        <translation>没有名为 %1 的文件或预设；现有的预设有 %2。</translation>
    </message>
    <message>
        <source>There is no model to run; add one with &quot;+ model&quot;.</source>
        <translation>没有可运行的模型；请用“+ 模型”添加。</translation>
    </message>
    <message>
        <source>The comparison cannot be saved later, because no temporary file could be made: %1.</source>
        <translation>之后将无法保存这个对比，因为无法创建临时文件：%1。</translation>
    </message>
    <message>
        <source>The comparison cannot be saved, because the temporary folder is full or broken: %1.</source>
        <translation>无法保存这个对比，因为临时文件夹已满或损坏：%1。</translation>
    </message>
    <message>
        <source>What the engine wrote cannot be read: %1</source>
        <translation>无法读取引擎写出的内容：%1</translation>
    </message>
    <message>
        <source>What was recorded until then is shown.</source>
        <translation>显示到那时为止记录的内容。</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>没有记录到任何内容。</translation>
    </message>
    <message>
        <source>The engine did not stop by itself and was ended. %1</source>
        <translation>引擎没有自行停止，已被终止。%1</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (signal %1). %2 Press F5 to run again.</source>
        <translation>引擎意外结束（信号 %1）。%2按 F5 重新运行。</translation>
    </message>
    <message>
        <source>Stopped. %1</source>
        <translation>已停止。%1</translation>
    </message>
    <message>
        <source>The engine ended with status %1. %2</source>
        <translation>引擎以状态 %1 结束。%2</translation>
    </message>
    <message>
        <source>A comparison is running; stop it with Esc before you open a file.</source>
        <translation>有对比正在运行；打开文件前请按 Esc 停止它。</translation>
    </message>
    <message>
        <source>%2 ends in the middle of a packet: its last %1 byte could not be read. Everything before is shown.</source>
        <translation>%2 在数据包中间结束：最后 %1 个字节无法读取。显示在此之前的全部内容。</translation>
    </message>
    <message>
        <source>%2 ends in the middle of a packet: its last %1 bytes could not be read. Everything before is shown.</source>
        <translation>%2 在数据包中间结束：最后 %1 个字节无法读取。显示在此之前的全部内容。</translation>
    </message>
    <message>
        <source>%1 was not finished when it was written: the comparison has no end. What it holds is shown.</source>
        <translation>%1 写入时尚未完成：对比没有结尾。显示其中已有的内容。</translation>
    </message>
    <message>
        <source>There is nothing to save yet; run a comparison first with F5.</source>
        <translation>还没有可保存的内容；请先按 F5 运行对比。</translation>
    </message>
    <message>
        <source>The recorded bytes are not there any more: %1.</source>
        <translation>记录的数据已不存在：%1。</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>The notes are not saved: %1 could not be read, and is left as it is. Move it away, or save the comparison under another name.</source>
        <translation>笔记没有保存：%1 无法读取，保持原样。请把它移走，或以另一个名称保存对比。</translation>
    </message>
    <message>
        <source>There is no export format named %1.</source>
        <translation>没有名为 %1 的导出格式。</translation>
    </message>
    <message>
        <source>There is nothing to export yet; run a comparison first with F5.</source>
        <translation>还没有可导出的内容；请先按 F5 运行对比。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>%1 holds other work: its runs are shown on the same axis, but no task of them is one of the others&apos;.</source>
        <translation>%1 包含的是另一种工作：其运行显示在同一时间轴上，但任务之间不对应。</translation>
    </message>
    <message>
        <source>The comparison ends when every model has had this repetition. Esc ends it now.</source>
        <translation>每个模型完成本次重复后，对比即结束。按 Esc 立即结束。</translation>
    </message>
    <message>
        <source>Stopped after a complete repetition. What was recorded until then is shown.</source>
        <translation>已在一次完整重复后停止。显示到那时为止的记录。</translation>
    </message>
    <message>
        <source>A sweep is running; stop it with Esc before you run a comparison.</source>
        <translation>正在进行扫描；运行对比前请按 Esc 停止它。</translation>
    </message>
    <message>
        <source>Opening %1 was given up.</source>
        <translation>已放弃打开 %1。</translation>
    </message>
    <message>
        <source>The runs of %1 are shown already.</source>
        <translation>%1 的运行已经显示。</translation>
    </message>
</context>
<context>
    <name>corelane::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>High contrast is white and yellow on black, with lines that can be seen.</source>
        <translation>高对比度为黑底白字与黄字，线条清晰可见。</translation>
    </message>
    <message>
        <source>Colours of states</source>
        <translation>状态颜色</translation>
    </message>
    <message>
        <source>Corelane</source>
        <translation>Corelane</translation>
    </message>
    <message>
        <source>Okabe and Ito</source>
        <translation>Okabe 与 Ito</translation>
    </message>
    <message>
        <source>as in Perfetto</source>
        <translation>与 Perfetto 相同</translation>
    </message>
    <message>
        <source>Corelane&apos;s own, and those of Okabe and Ito still more, are told apart by every kind of colour vision. All states are hatched as well. Reports keep Corelane&apos;s.</source>
        <translation>Corelane 自带的颜色，以及更甚的 Okabe 与 Ito 配色，各种色觉的人都能区分。所有状态另有阴影线。报告仍用 Corelane 的颜色。</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>in the unit that fits</source>
        <translation>用合适的单位</translation>
    </message>
    <message>
        <source>always in milliseconds</source>
        <translation>始终用毫秒</translation>
    </message>
    <message>
        <source>always in microseconds</source>
        <translation>始终用微秒</translation>
    </message>
    <message>
        <source>Of axes, tables and tips.</source>
        <translation>用于坐标轴、表格和提示。</translation>
    </message>
    <message>
        <source>A part of a command or of a key</source>
        <translation>命令或按键的一部分</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其按键</translation>
    </message>
    <message>
        <source>The new key: press it</source>
        <translation>新按键：请按下</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>All as they were</source>
        <translation>全部还原</translation>
    </message>
    <message>
        <source>Choose a command, click the field below and press its new key.</source>
        <translation>选择一个命令，点击下面的输入框并按下新按键。</translation>
    </message>
    <message>
        <source>%1 is also the key of &quot;%2&quot;: only one of them will hear it.</source>
        <translation>%1 也是“%2”的按键：只有其中一个会响应。</translation>
    </message>
</context>
<context>
    <name>corelane::StartPage</name>
    <message>
        <source>Run the comparison   F5</source>
        <translation>运行对比   F5</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>One workload, every concurrency model</source>
        <translation>一个负载，所有并发模型</translation>
    </message>
    <message>
        <source>Run it under threads, oneTBB, processes and coroutines. See where each core&apos;s time went. Choose with numbers.</source>
        <translation>用线程、oneTBB、进程和协程运行它。看清每个核心的时间去了哪里。用数据做选择。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>Open %1 again</source>
        <translation>再次打开 %1</translation>
    </message>
    <message>
        <source>Here for the first time?</source>
        <translation>第一次来？</translation>
    </message>
    <message>
        <source>Take a short tour</source>
        <translation>看一个简短的导览</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>不用了</translation>
    </message>
    <message>
        <source>%1: %2. %3, in a shuffled order.</source>
        <translation>%1：%2。%3，顺序随机打乱。</translation>
    </message>
    <message>
        <source>%1 model</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 repetition</source>
        <translation>%1 次重复</translation>
    </message>
    <message>
        <source>%1 repetitions each</source>
        <translation>各 %1 次重复</translation>
    </message>
</context>
<context>
    <name>corelane::StatusLine</name>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>recording cost %1</source>
        <translation>记录开销 %1</translation>
    </message>
    <message>
        <source>recording cost not known yet</source>
        <translation>记录开销尚不清楚</translation>
    </message>
    <message>
        <source>%1 event lost</source>
        <translation>丢失 %1 个事件</translation>
    </message>
    <message>
        <source>%1 events lost</source>
        <translation>丢失 %1 个事件</translation>
    </message>
    <message>
        <source>kernel switches on</source>
        <translation>内核切换：开</translation>
    </message>
    <message>
        <source>kernel switches off: cores known at span edges</source>
        <translation>内核切换：关，仅在区段边缘知道核心</translation>
    </message>
    <message>
        <source>its result equals the serial one</source>
        <translation>结果与串行结果一致</translation>
    </message>
    <message>
        <source>all %1 results equal the serial one</source>
        <translation>全部 %1 个结果与串行结果一致</translation>
    </message>
    <message>
        <source>%1 of %2 results are wrong or missing</source>
        <translation>%2 个结果中有 %1 个错误或缺失</translation>
    </message>
    <message>
        <source>%1 run was interrupted</source>
        <translation>%1 次运行被中断</translation>
    </message>
    <message>
        <source>%1 runs were interrupted</source>
        <translation>%1 次运行被中断</translation>
    </message>
    <message>
        <source>clock %1, %2 ns a read</source>
        <translation>时钟 %1，每次读取 %2 ns</translation>
    </message>
    <message>
        <source>%1 bytes unreadable</source>
        <translation>%1 个字节无法读取</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在记录</translation>
    </message>
    <message>
        <source>Good data</source>
        <translation>数据良好</translation>
    </message>
    <message>
        <source>Fair data</source>
        <translation>数据尚可</translation>
    </message>
    <message>
        <source>Poor data</source>
        <translation>数据较差</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>%1 core</source>
        <translation>%1 个核心</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 个核心</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>an earlier recording is reproduced</source>
        <translation>重现了先前的记录</translation>
    </message>
    <message>
        <source>an earlier recording is not reproduced</source>
        <translation>未重现先前的记录</translation>
    </message>
    <message>
        <source>whether it repeats an earlier recording cannot be told</source>
        <translation>无法判断是否重现先前的记录</translation>
    </message>
    <message>
        <source>%1 of %2 runs ended early, as promised</source>
        <translation>%2 次运行中有 %1 次如约提前结束</translation>
    </message>
</context>
<context>
    <name>corelane::SweepDialog</name>
    <message>
        <source>Sweep: %1</source>
        <translation>扫描：%1</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>开始扫描</translation>
    </message>
    <message>
        <source>any number of the preset</source>
        <translation>预设中的任意数字</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>改变</translation>
    </message>
    <message>
        <source>What differs from point to point; everything else stays as the preset says.</source>
        <translation>各点之间的差别；其他一切保持预设所说的样子。</translation>
    </message>
    <message>
        <source>Its place</source>
        <translation>它的位置</translation>
    </message>
    <message>
        <source>A JSON pointer into the preset, such as /workload/graphs/0/steps.</source>
        <translation>指向预设内部的 JSON 指针，例如 /workload/graphs/0/steps。</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>A range from the smallest to the largest value, or a list of values.</source>
        <translation>从最小值到最大值的范围，或取值列表。</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>as suits</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Number of points</source>
        <translation>点的数目</translation>
    </message>
    <message>
        <source>How many values of the range; as suits: each twice the one before, or one by one.</source>
        <translation>范围中取多少个值；自动：每个是前一个的两倍，或逐一递增。</translation>
    </message>
    <message>
        <source>repetitions</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>Repetitions at each point</source>
        <translation>每个点的重复次数</translation>
    </message>
    <message>
        <source>Six or more give intervals, and four or more let a test tell chance from difference.</source>
        <translation>六次或更多才有区间，四次或更多才能用检验区分偶然与差异。</translation>
    </message>
    <message>
        <source>1us..1ms doubles; 1,2,4 are these values. Times take ns, us, ms, sizes KiB, MiB.</source>
        <translation>1us..1ms 逐次加倍；1,2,4 就是这些值。时间用 ns、us、ms，大小用 KiB、MiB。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Space takes a model in or out.</source>
        <translation>按空格键选中或取消一个模型。</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Keep in</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>A folder for the figures and the recording behind every point.</source>
        <translation>存放数字和每个点背后的记录的文件夹。</translation>
    </message>
    <message>
        <source>The points of the sweep, and how long each takes at best</source>
        <translation>扫描的各点，以及每个点最快需要多久</translation>
    </message>
    <message>
        <source>A number in the preset, by its place in it.</source>
        <translation>预设中的一个数字，由它的位置指定。</translation>
    </message>
    <message>
        <source>No model is chosen: take at least one.</source>
        <translation>没有选择模型：请至少选择一个。</translation>
    </message>
    <message>
        <source>Name a folder for the figures and recordings.</source>
        <translation>请指定存放数字和记录的文件夹。</translation>
    </message>
    <message>
        <source>Looking how long a task takes…</source>
        <translation>正在测量一个任务需要多久…</translation>
    </message>
    <message>
        <source>at best, s</source>
        <translation>最快，s</translation>
    </message>
    <message>
        <source>The engine&apos;s answer cannot be read.</source>
        <translation>无法读取引擎的回答。</translation>
    </message>
    <message>
        <source>%1 point, %2 runs: %3 at best.</source>
        <translation>%1 个点，%2 次运行：最快 %3。</translation>
    </message>
    <message>
        <source>%1 points, %2 runs: %3 at best.</source>
        <translation>%1 个点，%2 次运行：最快 %3。</translation>
    </message>
    <message>
        <source>%1 point, %2 runs. How long a script takes only running it tells.</source>
        <translation>%1 个点，%2 次运行。脚本需要多久，只有运行才知道。</translation>
    </message>
    <message>
        <source>%1 points, %2 runs. How long a script takes only running it tells.</source>
        <translation>%1 个点，%2 次运行。脚本需要多久，只有运行才知道。</translation>
    </message>
    <message>
        <source>Keep the sweep in</source>
        <translation>扫描保存到</translation>
    </message>
</context>
<context>
    <name>corelane::SweepPlot</name>
    <message>
        <source>Curves of the sweep: the arrow keys walk over its points, Enter opens one</source>
        <translation>扫描的曲线：方向键在各点间移动，回车打开一个点</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>理想</translation>
    </message>
</context>
<context>
    <name>corelane::Sweeps</name>
    <message>
        <source>The engine ended unexpectedly (signal %1). What it recorded until then is in %2.</source>
        <translation>引擎意外结束（信号 %1）。到此为止的记录在 %2 中。</translation>
    </message>
    <message>
        <source>The engine ended with status %1.</source>
        <translation>引擎以状态 %1 结束。</translation>
    </message>
    <message>
        <source>Some runs of the sweep failed or were wrong: they are marked, and not compared.</source>
        <translation>扫描中有些运行失败或结果错误：它们已被标记，不参与比较。</translation>
    </message>
    <message>
        <source>The sweep was stopped. What was run until then is shown.</source>
        <translation>扫描已停止。显示到此为止已运行的内容。</translation>
    </message>
    <message>
        <source>The sweep is in %1.</source>
        <translation>扫描保存在 %1。</translation>
    </message>
    <message>
        <source>%1 holds no sweep.</source>
        <translation>%1 中没有扫描。</translation>
    </message>
</context>
<context>
    <name>corelane::SwipeView</name>
    <message>
        <source>Two runs in one place: the arrow keys move the divider, Esc leaves</source>
        <translation>两次运行叠放在一处：方向键移动分隔线，Esc 离开</translation>
    </message>
    <message>
        <source>On this side</source>
        <translation>分隔线这边</translation>
    </message>
    <message>
        <source>Beyond the divider</source>
        <translation>分隔线那边</translation>
    </message>
    <message>
        <source>Turn the divider</source>
        <translation>转动分隔线</translation>
    </message>
    <message>
        <source>Lays the divider across the lanes, or along them.</source>
        <translation>让分隔线横穿泳道，或沿着泳道。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Shows all runs below each other again (Esc).</source>
        <translation>重新上下排列所有运行（Esc）。</translation>
    </message>
    <message>
        <source>%1 left of the divider, %2 right of it.</source>
        <translation>%1 在分隔线左边，%2 在右边。</translation>
    </message>
    <message>
        <source>%1 above the divider, %2 below it.</source>
        <translation>%1 在分隔线上边，%2 在下边。</translation>
    </message>
</context>
<context>
    <name>corelane::Tour</name>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
</TS>
